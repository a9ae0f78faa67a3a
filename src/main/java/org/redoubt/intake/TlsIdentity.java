package org.redoubt.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key, as PEM files.
 *
 * @param certificate the certificate, then those that vouch for it
 * @param key its key in PKCS#8, not encrypted: {@code BEGIN PRIVATE KEY}
 */
record TlsIdentity(Path certificate, Path key) {
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

  /** What a server socket needs. The factory by name: another derives keys at every handshake. */
  SSLContext context() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("redoubt", privateKey(), new char[0], chain());
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(certificate + ", " + key + ": " + e.getMessage(), e);
    }
  }

  private Certificate[] chain() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificate)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException(certificate + ": no certificate in it");
      }
      return certificates.toArray(Certificate[]::new);
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    String pem = Files.readString(key, StandardCharsets.ISO_8859_1);
    int from = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int to = pem.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(
          key + ": no BEGIN PRIVATE KEY in it; convert it with openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(from + 27, to));
    for (String kind : KINDS) {
      PrivateKey found = privateKey(kind, encoded);
      if (found != null) {
        return found;
      }
    }
    throw new IOException(key + ": a key of none of the kinds " + KINDS);
  }

  /** Null when it is a key of another kind. */
  private static @Nullable PrivateKey privateKey(String kind, byte[] encoded)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (InvalidKeySpecException e) {
      return null;
    }
  }
}
