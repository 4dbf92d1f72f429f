package dev.setpoint.target.host.file;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The directories above a path. One that somebody else than root can turn into a link would lead a
 * write by root anywhere: such a link is not followed (CWE-59).
 */
final class Ancestors {
  private Ancestors() {}

  static void check(Machine machine, Path path) throws IOException {
    Path at = machine.root();
    for (Path step : machine.root().relativize(path)) {
      at = at.resolve(step);
      if (at.equals(path)) {
        return;
      }
      Path here = at;
      Stat stat =
          Stat.of(at)
              .orElseThrow(() ->
                  new HostException(
                      FailureReason.WAITING,
                      "the directory %s is not there; declare it with directory: true"
                          .formatted(here)));
      if (stat.isLink() && stat.uid() != 0) {
        throw new HostException(
            FailureReason.NEEDS_HUMAN,
            "%s is a link that belongs to user %d, and root does not write through it;"
                    .formatted(at, stat.uid())
                + " declare the path that it leads to");
      }
    }
  }
}
