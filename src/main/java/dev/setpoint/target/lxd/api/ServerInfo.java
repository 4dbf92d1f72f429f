package dev.setpoint.target.lxd.api;

import java.util.List;
import java.util.Set;

/**
 * What a server says it is.
 *
 * @param product which of the two
 * @param version its own version; never a reason to do something differently
 * @param name of the machine, as the server has it
 * @param extensions what its API can do beyond 1.0
 * @param trusted whether it lets us in
 * @param self who it takes us for, as events name us too; empty fields when it does not say
 * @param architectures that it can run, its own first
 */
public record ServerInfo(
    Product product,
    String version,
    String name,
    Set<String> extensions,
    boolean trusted,
    Requestor self,
    List<String> architectures) {
  public ServerInfo {
    extensions = Set.copyOf(extensions);
    architectures = List.copyOf(architectures);
  }

  /** Whether it has an extension of the API. */
  public boolean has(String extension) {
    return extensions.contains(extension);
  }

  /** The two servers. */
  public enum Product {
    LXD("LXD", "X-LXD-"),
    INCUS("Incus", "X-Incus-");

    private final String word;
    private final String headerPrefix;

    Product(String word, String headerPrefix) {
      this.word = word;
      this.headerPrefix = headerPrefix;
    }

    /** Its name for people. */
    public String word() {
      return word;
    }

    /** Beginning of the headers that tell about files and images. */
    public String headerPrefix() {
      return headerPrefix;
    }
  }

  @Override
  public String toString() {
    return product.word() + " " + version;
  }
}
