package org.redoubt.audit;

/** The store cannot do what was asked; the message says where, what, and what to do. */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
