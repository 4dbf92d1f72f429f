package dev.setpoint.cli.demo;

import dev.setpoint.cli.demo.DemoEngines.Choice;
import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.DataDirectory;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.UpVerb;
import dev.setpoint.cli.verb.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code demo}: the whole loop on this machine, with something to play with. */
public final class DemoVerb implements Verb {
  /** So often the simulated engine gets something to heal. */
  static final String BY_HAND_EVERY = "20s";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Set<String> ENGINES = Set.of("", "docker", "podman", "simulated");

  @Override
  public CommandSpec spec() {
    return Specs.verb(
            "demo",
            "Try it on this machine, with something to play with.",
            List.of(
                "Uses the Docker or Podman that it finds; with none, and as root on Debian or"
                    + " Ubuntu, it installs docker.io and says so first. Makes a git repository"
                    + " and a working copy in the data directory, keeps the machine as they"
                    + " declare, prints each correction, and tells what to try. Run again it goes"
                    + " on where it was."),
            "./setpoint demo",
            "./setpoint demo --clean")
        .addOption(Specs.flag("--no-install", "Install nothing."))
        .addOption(Specs.flag("--clean", "Remove all that the demo made, asking nothing."))
        .addOption(
            Specs.option(
                "--engine", "NAME", "docker, podman or simulated; default: what is found."))
        .addOption(
            Specs.option(
                "--port", "N", "Port of the API (default " + UpOptions.DEFAULT_PORT + ", 0: any)."))
        .addOption(Specs.data());
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) throws InterruptedException {
    DemoOptions options = options(parsed, session);
    try {
      if (parsed.hasMatchedOption("--clean")) {
        return clean(options, session);
      }
      return play(options, session);
    } catch (IOException e) {
      throw CliFailure.unknown(
          "DemoFailed",
          "The demo cannot go on: " + e.getMessage(),
          "Correct that and run it again: it takes up what is there.");
    }
  }

  private static DemoOptions options(ParseResult parsed, Session session) {
    String engine = parsed.matchedOptionValue("--engine", "");
    if (!ENGINES.contains(engine)) {
      throw CliFailure.usage(
          "UnknownEngine",
          "--engine " + engine + " is not known.",
          "Write docker, podman or simulated, or leave it away.");
    }
    String data = parsed.matchedOptionValue("--data", "");
    String port = parsed.matchedOptionValue("--port", String.valueOf(UpOptions.DEFAULT_PORT));
    String home = session.env().getOrDefault("SETPOINT_HOME", "");
    return new DemoOptions(
        engine,
        !parsed.hasMatchedOption("--no-install"),
        DataDirectory.of(data, session.env()),
        UpVerb.port(port),
        Path.of(home.isEmpty() ? "" : home, "samples", "repo").toAbsolutePath());
  }

  private static ExitCode clean(DemoOptions options, Session session) throws IOException {
    var ports = session.ports().demo().get();
    boolean whole = new DemoClean(ports, options, session.env(), session.out()).run();
    return whole ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static ExitCode play(DemoOptions options, Session session)
      throws IOException, InterruptedException {
    DemoPorts ports = session.ports().demo().get();
    var directory = new DemoDirectory(options);
    directory.prepare();
    Choice choice = withImage(engines(ports, options, session).choose(), options, session);
    if (choice.real().isEmpty()) {
      session.out().println(DemoTips.banner(choice.whySimulated()));
    }
    directory.makeRepository(ports.repositories());
    git(options, session);
    session.out().println(new DemoTips(options, choice.real()).text());
    session.out().flush();
    return start(options, session, choice.real());
  }

  private static DemoEngines engines(DemoPorts ports, DemoOptions options, Session session) {
    return new DemoEngines(ports.engines(), new Machine(session.env()), options, session.out());
  }

  /** The same choice once its engine has the image; the simulated one when it cannot be made. */
  private static Choice withImage(Choice choice, DemoOptions options, Session session)
      throws IOException, InterruptedException {
    if (choice.real().isEmpty()) {
      return choice;
    }
    var call = new EngineCall(choice.real().get().address());
    List<String> missing = DemoImage.missing(call);
    if (missing.isEmpty()) {
      return choice;
    }
    Optional<Path> busybox = busybox(options, session);
    if (busybox.isEmpty()) {
      return Choice.simulated(
          "Its image needs a static busybox, and this machine has none: install busybox-static.");
    }
    for (String tag : missing) {
      session.out().println("Making the image " + DemoImage.REPOSITORY + ":" + tag + ".");
      DemoImage.make(call, busybox.get(), tag);
    }
    return choice;
  }

  private static Optional<Path> busybox(DemoOptions options, Session session)
      throws IOException, InterruptedException {
    Optional<Path> busybox = DemoImage.busybox();
    var machine = new Machine(session.env());
    if (busybox.isEmpty() && options.mayInstall() && machine.isRoot() && machine.hasApt()) {
      Packages.of(machine, options, session.out()).install("busybox-static");
      return DemoImage.busybox();
    }
    return busybox;
  }

  /** The first thing to try is a commit; the demo itself needs no git. */
  private static void git(DemoOptions options, Session session)
      throws IOException, InterruptedException {
    var machine = new Machine(session.env());
    if (machine.has("git")) {
      return;
    }
    if (!options.mayInstall() || !machine.isRoot() || !machine.hasApt()) {
      session.out().println("This machine has no git: the first thing to try needs it.");
    } else {
      Packages.of(machine, options, session.out()).install("git");
    }
  }

  private static ExitCode start(
      DemoOptions options, Session session, Optional<FoundEngine> engine) {
    var ended = new CountDownLatch(1);
    var live = new DemoLive(session, options.data(), ended);
    Thread.ofVirtual().name("demo-live").start(live);
    try {
      int code = session.ports().starter().run(up(options, engine));
      return code == 0 ? ExitCode.FINE : ExitCode.UNKNOWN;
    } finally {
      ended.countDown();
    }
  }

  private static UpOptions up(DemoOptions options, Optional<FoundEngine> engine) {
    EngineChoice choice =
        engine
            .map(found -> new EngineChoice(found.name(), socket(found)))
            .orElse(new EngineChoice("simulated", BY_HAND_EVERY));
    return UpOptions.local(
        options.bare().toString(), POLL, options.data(), options.port(), List.of(choice));
  }

  private static String socket(FoundEngine engine) {
    return engine.address().startsWith("unix://")
        ? engine.address().substring("unix://".length())
        : engine.address();
  }
}
