package dev.setpoint.target.lxd.api;

import java.util.Locale;

/**
 * An image of another server.
 *
 * @param project to put it in
 * @param server its URL
 * @param protocol how to talk to it
 * @param alias name there, or fingerprint when {@code byFingerprint}
 * @param byFingerprint whether the alias is a fingerprint
 * @param virtualMachine whether the image for virtual machines is meant
 * @param certificate PEM of the server's certificate when no authority vouches for it; else empty
 */
public record ImagePull(
    String project,
    String server,
    Protocol protocol,
    String alias,
    boolean byFingerprint,
    boolean virtualMachine,
    String certificate) {
  /** Ways to talk to a server of images. */
  public enum Protocol {
    SIMPLESTREAMS,
    LXD,
    INCUS;

    /** As manifests and servers write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
