package org.redoubt.daemon;

import java.io.IOException;
import java.util.Map;
import org.redoubt.enforce.Admission;
import tools.jackson.core.JsonGenerator;

/** Who may connect, for the status command. */
final class DoorStatus {
  private DoorStatus() {}

  /** Writes the object {@code admission} where anything is in force. */
  static void write(Doorkeeper doorkeeper, JsonGenerator out) {
    Admission admission = doorkeeper.admission();
    if (admission == null) {
      return;
    }
    out.writeObjectPropertyStart("admission");
    out.writeNumberProperty("exempt", admission.exempt().size());
    out.writeNumberProperty("familiar-networks", doorkeeper.firewall().familiarNetworks());
    out.writeBooleanProperty("limits", !admission.limits().areNone());
    out.writeNumberProperty("busy-networks", admission.limits().busy().size());
    Admission.Greylist greylist = admission.greylist();
    if (greylist != null) {
      out.writeStringProperty("greylist", Json.word(greylist.alarm()));
    }
    access(admission, out);
    Admission.Panic panic = admission.panic();
    if (panic != null) {
      Json.time(out, "panic-until", panic.untilMillis());
      Json.texts(out, "panic-kept", panic.kept().stream().map(Object::toString).toList());
    }
    packets(doorkeeper, out);
    out.writeEndObject();
  }

  private static void access(Admission admission, JsonGenerator out) {
    out.writeObjectPropertyStart("access");
    for (Admission.Access access : admission.access()) {
      out.writeStringProperty(access.name(), Json.word(access.stage()));
    }
    out.writeEndObject();
  }

  /** Packets, and so a client that tries again counts again. */
  private static void packets(Doorkeeper doorkeeper, JsonGenerator out) {
    try {
      Map<String, Long> packets = doorkeeper.firewall().refusals();
      out.writeObjectPropertyStart("refused-packets");
      packets.forEach(out::writeNumberProperty);
      out.writeEndObject();
    } catch (IOException e) {
      out.writeStringProperty("refused-packets-unknown", String.valueOf(e.getMessage()));
    }
  }
}
