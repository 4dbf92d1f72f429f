package dev.setpoint;

import dev.setpoint.cli.demo.DemoPorts;
import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.CliPorts;
import dev.setpoint.cli.session.CliPorts.DirectoryRead;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.kinds.ManifestSchema;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.process.ProgramVersion;
import dev.setpoint.source.LocalDirectoryTree;
import dev.setpoint.source.LocalRepository;
import dev.setpoint.source.SourceLimits;
import dev.setpoint.source.SourceResult;
import dev.setpoint.store.DataDirectory;
import dev.setpoint.store.Installation;
import dev.setpoint.store.SqliteStore;
import dev.setpoint.store.StoreRefusedException;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.http.EngineDiscovery;
import dev.setpoint.target.docker.http.EngineDiscovery.Found;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What the command line needs of the other rooms. */
final class CliWiring {
  private CliWiring() {}

  static CliPorts ports() {
    var version = ProgramVersion.get();
    return new CliPorts(
        version,
        options -> UpProcess.run(UpSettings.of(options, version), options.port()),
        CliWiring::read,
        CliWiring::problems,
        ManifestSchema::json,
        CliWiring::isTerminal,
        CliWiring::demo,
        AdoptWiring::adopt);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static DirectoryRead read(Path directory) {
    return switch (LocalDirectoryTree.read(directory, SourceLimits.standard())) {
      case SourceResult.Advanced(var tree) -> new DirectoryRead.Files(tree);
      case SourceResult.Unchanged(var revision) ->
          throw new IllegalStateException("a directory has no history, not " + revision.id());
      case SourceResult.Held held ->
          new DirectoryRead.Refused(held.reason().word(), held.message());
      case SourceResult.Failed failed ->
          new DirectoryRead.Refused(failed.reason().word(), failed.message());
    };
  }

  private static List<Problem> problems(RepositoryTree tree) {
    return switch (new ManifestReader().read(tree)) {
      case ReadResult.Valid _ -> List.of();
      case ReadResult.Invalid(var problems, _) -> problems;
    };
  }

  private static DemoPorts demo() {
    return new DemoPorts(
        _ ->
            new EngineDiscovery()
                .find().stream()
                    .filter(Found::reachable)
                    .map(each ->
                        new FoundEngine(each.name(), each.address().toString(), each.words()))
                    .toList(),
        (files, bare, work) ->
            LocalRepository.create(bare, files, "Begin", InstantSource.system()).cloneTo(work),
        CliWiring::ownerLabel);
  }

  private static Optional<String> ownerLabel(Path data) {
    if (!Files.exists(new DataDirectory(data).database())) {
      return Optional.empty();
    }
    try (var store = SqliteStore.open(data, InstantSource.system())) {
      return Optional.of(
          OwnerLabels.OWNER + "=" + Installation.of(store, new SecureRandom()).owner());
    } catch (StoreRefusedException refused) {
      String why = String.valueOf(refused.getMessage());
      throw CliFailure.unknown("DirectoryRefused", why, "End what uses it, then run this again.");
    }
  }
}
