package dev.setpoint.target.host.machine;

import java.nio.file.Path;

/**
 * The machine that is kept.
 *
 * @param root where its file tree begins; {@code /} but in tests
 * @param programs how its programs are run
 * @param attic where former contents of files are kept
 */
public record Machine(Path root, Programs programs, Attic attic) {
  /** The place of an absolute path of the machine. */
  public Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }
}
