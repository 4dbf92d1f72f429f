package dev.setpoint.target.docker.api;

/**
 * What an engine says it is.
 *
 * @param product {@code Docker} or {@code Podman}
 * @param version its own version
 * @param api version of the Docker Engine API that is spoken with it
 */
public record EngineInfo(Product product, String version, ApiVersion api) {
  /** Engines that are known. */
  public enum Product {
    DOCKER("Docker"),
    PODMAN("Podman");

    private final String word;

    Product(String word) {
      this.word = word;
    }

    /** Its name for people. */
    public String word() {
      return word;
    }
  }

  @Override
  public String toString() {
    return product.word() + " " + version;
  }
}
