package dev.setpoint.cli.demo;

import java.nio.file.Path;

/**
 * What the demo was told.
 *
 * @param engine {@code docker}, {@code podman}, {@code simulated}, or empty for whatever is found
 * @param mayInstall whether missing packages may be installed
 * @param data data directory, with everything in it
 * @param port of the API
 * @param samples directory of the manifests that the repository is made from
 */
record DemoOptions(String engine, boolean mayInstall, Path data, int port, Path samples) {
  Path bare() {
    return data.resolve("demo/repo.git");
  }

  Path work() {
    return data.resolve("demo/work");
  }

  /** Says that the demo made this data directory, so that it may remove it. */
  Path mark() {
    return data.resolve("demo/made-by-demo");
  }

  Path log(String name) {
    return data.resolve("demo/" + name + ".log");
  }
}
