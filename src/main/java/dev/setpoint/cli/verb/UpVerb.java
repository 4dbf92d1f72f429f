package dev.setpoint.cli.verb;

import dev.setpoint.cli.fleet.FleetPorts;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.DataDirectory;
import dev.setpoint.cli.session.Durations;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.cli.session.UpOptions.GitAccess;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.text.UpPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code up}: controller and agent of this machine, in one process; {@code controller}: the same
 * for agents of other machines alone.
 */
public final class UpVerb implements Verb {
  private static final Set<String> ENGINES =
      Set.of("docker", "podman", "lxd", "incus", "simulated");
  private static final int MAX_PORT = 65_535;

  private final boolean localAgent;

  private UpVerb(boolean localAgent) {
    this.localAgent = localAgent;
  }

  /** With an agent of this machine. */
  public static UpVerb up() {
    return new UpVerb(true);
  }

  /** Without one. */
  public static UpVerb controller() {
    return new UpVerb(false);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = localAgent ? machine(following(upSpec())) : following(controllerSpec());
    return access(FleetPorts.options(spec)).addOption(Specs.data());
  }

  private static CommandSpec controllerSpec() {
    return Specs.verb(
        "controller",
        "Follow a repository and lead the agents of other machines.",
        List.of(
            "Like up, but this machine is no node itself. 'setpoint token create NODE'"
                + " lets one join. Secrets stay on the machines, one file each in the directory"
                + " 'secrets' of their agent's state; none is kept or sent here."),
        "setpoint controller --repo https://git.example/fleet.git --name setpoint.example",
        "setpoint controller --repo /srv/git/fleet.git --listen 10.0.0.1:7438 --name 10.0.0.1");
  }

  private static CommandSpec upSpec() {
    return Specs.verb(
        "up",
        "Follow a repository and keep this machine as it declares.",
        List.of("Runs controller and agent in one process until it is told to end."),
        "setpoint up --repo https://git.example/shop.git",
        "setpoint up --repo git@git.example:shop.git --ssh-key ID --known-hosts HOSTS",
        "setpoint up --repo /srv/git/shop.git --branch main --path machines --poll 5s");
  }

  private static CommandSpec following(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--repo")
                .paramLabel("URL")
                .type(String.class)
                .required(true)
                .description("Repository to follow: https, ssh, or a path of this machine.")
                .build())
        .addOption(Specs.option("--branch", "NAME", "Branch; default: the repository's own."))
        .addOption(Specs.option("--path", "DIR", "Directory of the manifests; default: the root."))
        .addOption(Specs.option("--poll", "DURATION", "Mean time between polls (default 15s)."))
        .addOption(
            Specs.option(
                "--port",
                "N",
                "Port of the API on loopback (default " + UpOptions.DEFAULT_PORT + ", 0: any)."));
  }

  private static CommandSpec machine(CommandSpec spec) {
    return spec.addOption(
            Specs.option(
                "--secrets", "DIR", "Directory with one file per secret; default: DATA/secrets."))
        .addOption(
            Specs.option("--sweep", "DURATION", "Mean time between full looks (default 30s)."))
        .addOption(
            Specs.option("--node", "NAME", "Name of this machine in manifests (default local)."))
        .addOption(
            OptionSpec.builder("--engine")
                .paramLabel("NAME[=SOCKET]")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description(
                    "Engine to use: docker, podman, lxd, incus or simulated; again for"
                        + " more. Default: those that are found.")
                .build());
  }

  private static CommandSpec access(CommandSpec spec) {
    return spec.addOption(Specs.option("--ssh-key", "FILE", "Private key for ssh."))
        .addOption(
            Specs.option("--known-hosts", "FILE", "Host keys to trust; needed with --ssh-key."))
        .addOption(Specs.option("--https-user", "NAME", "User for https (default: token)."))
        .addOption(
            Specs.option("--token-file", "FILE", "File whose first line is the https token."))
        .addOption(
            Specs.flag(
                "--allow-unencrypted", "Accept http:// and git://, which anybody can alter."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    UpOptions options = options(parsed, session);
    var paper = new Paper(session.clock().instant(), session.coloured());
    UpPage.write(paper, options);
    session.out().print(paper);
    session.out().flush();
    int code = session.ports().starter().run(options);
    return code == 0 ? ExitCode.FINE : ExitCode.UNKNOWN;
  }

  private UpOptions options(ParseResult parsed, Session session) {
    String data = parsed.matchedOptionValue(Specs.DATA, (String) null);
    return new UpOptions(
        Specs.value(parsed, "--repo", ""),
        Specs.value(parsed, "--branch", ""),
        Specs.value(parsed, "--path", ""),
        duration(parsed, "--poll", UpOptions.DEFAULT_POLL),
        duration(parsed, "--sweep", UpOptions.DEFAULT_SWEEP),
        DataDirectory.of(data, session.env()),
        Specs.value(parsed, "--node", UpOptions.DEFAULT_NODE),
        port(Specs.value(parsed, "--port", String.valueOf(UpOptions.DEFAULT_PORT))),
        gitAccess(parsed),
        localAgent ? engines(parsed) : List.of(),
        file(Specs.value(parsed, "--secrets", "")),
        Specs.isSet(parsed, "--allow-unencrypted"),
        FleetPorts.read(parsed, !localAgent),
        localAgent);
  }

  private static List<EngineChoice> engines(ParseResult parsed) {
    return parsed.matchedOptionValue("--engine", List.<String>of()).stream()
        .map(UpVerb::engine)
        .toList();
  }

  private static Duration duration(ParseResult parsed, String option, Duration otherwise) {
    String text = Specs.value(parsed, option, "");
    Duration duration = text.isEmpty() ? otherwise : Durations.parse(option, text);
    if (duration.toSeconds() < 1) {
      throw CliFailure.usage("BadDuration", option + " is below one second.", "Write at least 1s.");
    }
    return duration;
  }

  /** Reads a port. */
  public static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
      throw CliFailure.usage(
          "BadPort", "--port " + text + " is not a port.", "Write 1 to 65535, or 0 for any free.");
    }
    return Integer.parseInt(text);
  }

  private static GitAccess gitAccess(ParseResult parsed) {
    Path key = file(Specs.value(parsed, "--ssh-key", ""));
    Path knownHosts = file(Specs.value(parsed, "--known-hosts", ""));
    Path token = file(Specs.value(parsed, "--token-file", ""));
    if ((key == null) != (knownHosts == null)) {
      throw CliFailure.usage(
          "Usage",
          "--ssh-key and --known-hosts belong together: a server that nobody vouches for is not"
              + " followed.",
          "Write 'ssh-keyscan HOST > FILE', compare the keys with what the host's owner says, and"
              + " name FILE with --known-hosts.");
    }
    if (key != null && knownHosts != null) {
      return new GitAccess.SshKey(key, knownHosts);
    }
    return token == null
        ? new GitAccess.Open()
        : new GitAccess.UserToken(Specs.value(parsed, "--https-user", "token"), token);
  }

  private static @Nullable Path file(String text) {
    return text.isEmpty() ? null : Path.of(text).toAbsolutePath();
  }

  private static EngineChoice engine(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (!ENGINES.contains(name)) {
      throw CliFailure.usage(
          "UnknownEngine",
          "--engine " + text + " is not known.",
          "Write docker, podman, lxd, incus or simulated, with =SOCKET when the socket is not the"
              + " usual one.");
    }
    @Nullable String rest = equals < 0 ? null : text.substring(equals + 1);
    if (rest != null && name.equals("simulated")) {
      Durations.parse("--engine simulated=", rest);
    }
    return new EngineChoice(name, rest);
  }
}
