package dev.setpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.agent.order.Engines;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.cli.demo.DemoPorts;
import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.process.MachineEngines;
import dev.setpoint.process.Simulation;
import dev.setpoint.source.LocalRepository;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** The whole of {@code up} on a simulated engine that outlives it, following a local repository. */
final class UpWorld implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofSeconds(1);

  final SimulatedEngine engine = SimulatedEngine.create(InstantSource.system());
  final Path work;
  private final Path home;
  private final Path bare;
  private final LinkedBlockingQueue<CorrectionNews> news = new LinkedBlockingQueue<>();
  private UpWiring up;

  UpWorld(Path home, Path manifests) throws IOException {
    this.home = home;
    this.bare = home.resolve("git.git");
    this.work = home.resolve("work");
    LocalRepository.create(bare, manifests, "Begin", InstantSource.system()).cloneTo(work);
    try (var git = Git.open(bare.toFile())) {
      // It would pack beside the test and outlive it.
      git.getRepository().getConfig().setBoolean("receive", null, "autogc", false);
      git.getRepository().getConfig().save();
    }
    for (var image : DemoPorts.IMAGES) {
      engine.load(image, image, JsonNodeFactory.instance.objectNode());
    }
    up = wired("1");
  }

  private UpWiring wired(String version) {
    var options = UpOptions.local(bare.toString(), OFTEN, home.resolve("data"), 0, List.of());
    var settings = UpSettings.of(options, version);
    return new UpWiring(
        settings, new SimpleMeterRegistry(), (machine, _, _, time) -> engines(machine, time));
  }

  private Engines engines(MachineEngines.Machine machine, InstantSource clock) {
    var identity = new Identity(Simulation.NAME, machine.owner(), machine.node());
    SequencedMap<String, Target> targets = new LinkedHashMap<>();
    targets.put(
        Simulation.NAME,
        new DockerTarget(
            engine, TargetSettings.standard(identity, Profile.DOCKER), machine.hider(), clock));
    return _ -> targets;
  }

  UpWiring up() {
    return up;
  }

  void start() {
    var unused = up.control().listen(news::add);
    assertThat(unused).isNotNull();
    up.start();
  }

  /** Ends the process and starts another one on the same data directory. */
  void restart(String version) {
    up.close();
    news.clear();
    up = wired(version);
    start();
  }

  /** The next correction of a resource; fails when none comes. */
  CorrectionNews await(String resource) throws InterruptedException {
    for (var one = next(); one != null; one = next()) {
      if (one.correction().id().toString().equals(resource)) {
        return one;
      }
    }
    throw new AssertionError("nothing was done about " + resource + "; " + up.control().nodes());
  }

  private CorrectionNews next() throws InterruptedException {
    return news.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Changes a file of the repository and pushes it. */
  void push(String path, String text) throws IOException, GitAPIException {
    Files.createDirectories(work.resolve(path).getParent());
    Files.writeString(work.resolve(path), text);
    try (var git = Git.open(work.toFile())) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("Change " + path)
          .setAuthor("Ann", "ann@example.org")
          .setCommitter("Ann", "ann@example.org")
          .setSign(false)
          .call();
      git.push().call();
    }
  }

  List<AuditEvent.Intent> intents() {
    return events(AuditEvent.Intent.class);
  }

  <T extends AuditEvent> List<T> events(Class<T> type) {
    return up.auditLog().list(new AuditLog.Query(null, null, Long.MAX_VALUE, 1_000)).stream()
        .map(AuditEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Override
  public void close() {
    up.close();
  }
}
