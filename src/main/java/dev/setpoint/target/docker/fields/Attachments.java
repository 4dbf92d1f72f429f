package dev.setpoint.target.docker.fields;

import dev.setpoint.manifest.container.NetworkingSpec;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import java.util.ArrayList;
import java.util.List;

/** The networks that a declaration means, the engine's default one among them. */
public final class Attachments {
  /** Name of the default network in declarations and calls, whatever the engine calls it. */
  public static final String BRIDGE = "bridge";

  private Attachments() {}

  /** The mode that a declaration means. */
  public static String mode(NetworkingSpec networking) {
    return networking.mode() == null ? BRIDGE : networking.mode();
  }

  /** All networks; none for the modes host and none. */
  public static List<Attachment> of(NetworkingSpec networking) {
    var attachments = new ArrayList<>(networking.networks());
    boolean byDefault = networking.mode() == null && attachments.isEmpty();
    if (byDefault || BRIDGE.equals(networking.mode())) {
      attachments.removeIf(attachment -> attachment.name().equals(BRIDGE));
      attachments.addFirst(new Attachment(BRIDGE, List.of(), null, null));
    }
    return attachments;
  }
}
