package dev.setpoint.target.host.dpkg;

/**
 * What shall become of one package.
 *
 * @param name as apt knows it
 * @param version the one to install, or empty for the newest
 * @param downgrade whether that may be an older one than is there
 */
record Wish(String name, Deed deed, String version, boolean downgrade) {
  /** What is done. */
  enum Deed {
    INSTALL,
    REINSTALL,
    REMOVE,
    PURGE
  }

  boolean removes() {
    return deed == Deed.REMOVE || deed == Deed.PURGE;
  }

  /** As an argument of {@code apt-get install}, which can remove, too. */
  String argument() {
    return switch (deed) {
      case INSTALL, REINSTALL -> version.isEmpty() ? name : name + "=" + version;
      case REMOVE -> name + "-";
      case PURGE -> name + "_";
    };
  }
}
