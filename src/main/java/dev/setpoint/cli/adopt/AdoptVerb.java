package dev.setpoint.cli.adopt;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.adopt.Adopted.LeftOut;
import dev.setpoint.adopt.Wish;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Grammar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code adopt}: manifests of what is live on this machine. */
public final class AdoptVerb implements Verb {
  private static final Set<String> TARGETS = Set.of("docker", "podman", "lxd", "incus");

  /**
   * The JSON form of the answer.
   *
   * @param secrets names only
   * @param existing files that were there before and were left as they are
   */
  public record Report(
      List<DocumentView> documents,
      List<LeftOut> leftOut,
      List<String> unanswered,
      List<String> notFound,
      SortedSet<String> secrets,
      SortedSet<String> existing) {
    public Report {
      documents = List.copyOf(documents);
      leftOut = List.copyOf(leftOut);
      unanswered = List.copyOf(unanswered);
      notFound = List.copyOf(notFound);
    }
  }

  /** One manifest of it. */
  public record DocumentView(
      String resource,
      String target,
      String file,
      String yaml,
      List<String> notes,
      List<String> drift,
      Map<String, String> files) {
    static DocumentView of(Document document) {
      return new DocumentView(
          document.id().toString(),
          document.target(),
          document.file(),
          document.yaml(),
          document.notes(),
          document.drift(),
          document.files());
    }
  }

  @Override
  public CommandSpec spec() {
    var spec =
        Specs.verb(
            "adopt",
            "Write manifests of what is live on this machine.",
            List.of(
                "Reads containers, instances, profiles, networks, volumes and pools, and prints"
                    + " a manifest with 'adopt: true' for each, compared with what is live as an"
                    + " agent would. It changes nothing. Values that sound like secrets are"
                    + " replaced by references. Ends with 1 when a manifest differs from what is"
                    + " live, with 3 when an engine did not answer."),
            "setpoint adopt --out shop",
            "setpoint adopt --target docker --node edge-1 container/web",
            "setpoint adopt --target lxd --project shop --out shop");
    return options(Specs.printing(spec));
  }

  private static CommandSpec options(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--target")
                .paramLabel("NAME[=SOCKET]")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "docker, podman, lxd or incus; again for more. Default: those that are found.")
                .build())
        .addOption(
            Specs.option("--node", "NAME", "Name of this machine in manifests (default local)."))
        .addOption(
            Specs.option(
                "--project", "NAME", "Project of LXD and Incus servers (default default)."))
        .addOption(
            Specs.option(
                "--out",
                "DIR",
                "Write each to DIR/KIND/NAME.yaml instead of printing it; a file that is there is"
                    + " left as it is."))
        .addOption(
            Specs.option(
                "--secrets",
                "DIR",
                "Write the values that manifests refer to here, readable by their owner alone:"
                    + " the secrets directory of 'up' or of the agent."))
        .addPositional(
            PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .paramLabel("RESOURCE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Only these: KIND/NAME such as container/web, or NAME. Default: all.")
                .build());
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var options =
        new Adopting.Options(
            parsed.matchedOptionValue("--target", List.<String>of()).stream()
                .map(AdoptVerb::target)
                .toList(),
            Specs.value(parsed, "--project", "default"),
            new Wish(
                node(Specs.value(parsed, "--node", "local")),
                Set.copyOf(parsed.matchedPositionalValue(0, List.<String>of()))));
    session.progress("Looking at what is live");
    Adopted adopted = session.ports().adopting().adopt(options);
    String out = Specs.value(parsed, "--out", "");
    var existing = new TreeSet<String>();
    if (!out.isEmpty()) {
      var files = NewFiles.in(Path.of(out));
      adopted
          .documents()
          .forEach(each -> {
            files.write(each.file(), each.yaml());
            each.files().forEach(files::write);
          });
      existing.addAll(files.existing());
    }
    existing.addAll(handOver(Specs.value(parsed, "--secrets", ""), adopted));
    print(parsed, session, adopted, out.isEmpty(), existing);
    if (!adopted.unanswered().isEmpty()) {
      return ExitCode.UNKNOWN;
    }
    return adopted.differs() || !adopted.notFound().isEmpty() ? ExitCode.FOUND : ExitCode.FINE;
  }

  private static Set<String> handOver(String directory, Adopted adopted) {
    if (directory.isEmpty()) {
      return Set.of();
    }
    var files = NewFiles.secret(Path.of(directory));
    adopted.secrets().forEach((name, value) -> files.write(name, value + "\n"));
    return files.existing();
  }

  /** Manifests alone go to standard output, so that they can be piped into a file. */
  private static void print(
      ParseResult parsed,
      Session session,
      Adopted adopted,
      boolean isPrinted,
      SortedSet<String> existing) {
    if (Specs.wantsJson(parsed)) {
      session.out().println(Asking.write(report(adopted, existing)));
      return;
    }
    if (isPrinted) {
      session
          .out()
          .print(
              adopted.documents().stream()
                  .map(Document::yaml)
                  .collect(Collectors.joining("---\n")));
      session.out().flush();
    }
    var paper = new Paper(session.clock().instant(), session.coloured());
    var page = new AdoptPage(paper);
    page.write(adopted);
    page.list("There before, and left as they are", existing);
    (isPrinted ? session.err() : session.out()).print(paper);
  }

  private static Report report(Adopted adopted, SortedSet<String> existing) {
    return new Report(
        adopted.documents().stream().map(DocumentView::of).toList(),
        adopted.leftOut(),
        adopted.unanswered(),
        adopted.notFound(),
        new TreeSet<>(adopted.secrets().keySet()),
        existing);
  }

  private static String node(String name) {
    return switch (Names.parseName(name)) {
      case Grammar.Read<String>(var fine) -> fine;
      case Grammar.Refused<String>(var why, var remedy) ->
          throw CliFailure.usage("Usage", "--node " + name + ": " + why + ".", remedy);
    };
  }

  private static EngineChoice target(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (!TARGETS.contains(name)) {
      throw CliFailure.usage(
          "UnknownTarget",
          "--target " + text + " is not known.",
          "Write docker, podman, lxd or incus, with =SOCKET when the socket is not the usual one.");
    }
    @Nullable String socket = equals < 0 ? null : text.substring(equals + 1);
    return new EngineChoice(name, socket);
  }
}
