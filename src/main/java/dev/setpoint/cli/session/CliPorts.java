package dev.setpoint.cli.session;

import dev.setpoint.cli.adopt.Adopting;
import dev.setpoint.cli.demo.DemoPorts;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the command line needs of other rooms; given by the program's entry point. Each part is
 * asked only by the verb that needs it, so that no verb pays for another.
 *
 * @param version of the program
 * @param starter runs controller and agent for {@code up}
 * @param directory reads the manifests of a local directory
 * @param check problems of the manifests of a tree; empty when they are valid
 * @param schema the JSON Schema of manifests
 * @param terminal whether a person watches standard output
 * @param demo what {@code demo} needs
 * @param adopting makes manifests of what is live
 */
public record CliPorts(
    String version,
    Starter starter,
    Function<Path, DirectoryRead> directory,
    Function<RepositoryTree, List<Problem>> check,
    Supplier<String> schema,
    BooleanSupplier terminal,
    Supplier<DemoPorts> demo,
    Adopting adopting) {

  /** What came of reading a directory. */
  public sealed interface DirectoryRead {
    /** Its files. */
    record Files(RepositoryTree tree) implements DirectoryRead {}

    /** It cannot be used. */
    record Refused(String reason, String message) implements DirectoryRead {}
  }
}
