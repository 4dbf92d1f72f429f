package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.api.Inspection;
import dev.setpoint.target.docker.api.PathStat;
import dev.setpoint.target.docker.guard.LocalPolicy.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine that refuses what the policy of its machine does not allow: every call that makes,
 * changes or writes is judged right before it is made, on the body that the engine gets. What only
 * reads, starts, stops or removes what is there is let through, so that a stricter policy never
 * keeps an old container from coming back. Safe for many threads.
 */
public final class GuardedEngine implements Engine {
  private final Engine engine;
  private final PolicyFile policy;
  private final Surroundings surroundings;

  /**
   * Guards an engine.
   *
   * @param engine closed with this one
   * @param policy read anew for every judgement
   */
  public GuardedEngine(Engine engine, PolicyFile policy, Surroundings surroundings) {
    this.engine = engine;
    this.policy = policy;
    this.surroundings = surroundings.and(policy.path());
  }

  /** One judgement of what the policy says now. */
  private record Bench(Findings findings, ContainerRules containers, ObjectRules objects) {}

  /** Collects what is against it, and throws that; an open policy is not asked. */
  private void judge(JsonNode body, String word, Consumer<Bench> rules) {
    LocalPolicy now = policy.now();
    if (now.standing() == Standing.OPEN) {
      return;
    }
    if (now.standing() == Standing.CLOSED) {
      throw new EngineException(
          EngineException.Kind.NOT_ALLOWED,
          0,
          "the policy of this machine cannot be used, so nothing may be made or changed: "
              + now.origin().words());
    }
    var findings = new Findings(now);
    var facts = new EngineFacts(engine);
    var paths = new HostPaths(findings, surroundings);
    var words = new PlainWords(findings);
    words.judge(body);
    words.word("name", word);
    rules.accept(
        new Bench(
            findings,
            new ContainerRules(findings, surroundings, facts),
            new ObjectRules(findings, paths, new NamespaceRules(findings, facts::isHostNetwork))));
    findings.raise();
  }

  @Override
  public void allow(Call call, JsonNode body) {
    judge(
        body,
        "",
        bench -> {
          switch (call) {
            case CREATE -> bench.containers().create(body);
            case CREATE_NETWORK -> bench.objects().network(body);
            case CREATE_VOLUME -> bench.objects().volume(body);
          }
        });
  }

  @Override
  public void allowConnect(String network, JsonNode body) {
    judge(body, network, bench -> bench.objects().connect(network, body));
  }

  @Override
  public String create(String name, JsonNode body) {
    // Nobody who holds the body can change it between judgement and call.
    JsonNode judged = body.deepCopy();
    judge(judged, name, bench -> bench.containers().create(judged));
    return engine.create(name, judged);
  }

  @Override
  public void update(String id, JsonNode body) {
    JsonNode judged = body.deepCopy();
    judge(judged, id, bench -> bench.containers().host(judged));
    engine.update(id, judged);
  }

  @Override
  public void putArchive(String id, String directory, byte[] tar) {
    JsonNode live = LiveBody.hostOf(engine.container(id));
    judge(live, directory, bench -> bench.containers().host(live));
    engine.putArchive(id, directory, tar);
  }

  @Override
  public String createNetwork(JsonNode body) {
    JsonNode judged = body.deepCopy();
    judge(judged, "", bench -> bench.objects().network(judged));
    return engine.createNetwork(judged);
  }

  @Override
  public void connect(String network, JsonNode body) {
    JsonNode judged = body.deepCopy();
    judge(judged, network, bench -> bench.objects().connect(network, judged));
    engine.connect(network, judged);
  }

  @Override
  public void createVolume(JsonNode body) {
    JsonNode judged = body.deepCopy();
    judge(judged, "", bench -> bench.objects().volume(judged));
    engine.createVolume(judged);
  }

  @Override
  public void rename(String id, String name) {
    engine.rename(id, name);
  }

  @Override
  public void start(String id) {
    engine.start(id);
  }

  @Override
  public void stop(String id, Duration grace) {
    engine.stop(id, grace);
  }

  @Override
  public void unpause(String id) {
    engine.unpause(id);
  }

  @Override
  public void kill(String id, String signal) {
    engine.kill(id, signal);
  }

  @Override
  public void remove(String id) {
    engine.remove(id);
  }

  @Override
  public void removeNetwork(String idOrName) {
    engine.removeNetwork(idOrName);
  }

  @Override
  public void disconnect(String network, String container) {
    engine.disconnect(network, container);
  }

  @Override
  public void removeVolume(String name) {
    engine.removeVolume(name);
  }

  @Override
  public EngineInfo info() {
    return engine.info();
  }

  @Override
  public String defaultNetwork() {
    return engine.defaultNetwork();
  }

  @Override
  public int containerCount() {
    return engine.containerCount();
  }

  @Override
  public List<ContainerSummary> containers() {
    return engine.containers();
  }

  @Override
  public JsonNode container(String idOrName) {
    return engine.container(idOrName);
  }

  @Override
  public Inspection inspection(String idOrName) {
    return engine.inspection(idOrName);
  }

  @Override
  public Optional<Boolean> runHealthCheck(String id) {
    return engine.runHealthCheck(id);
  }

  @Override
  public Set<String> ownCapabilities() {
    return engine.ownCapabilities();
  }

  @Override
  public String logs(String id, int lines) {
    return engine.logs(id, lines);
  }

  @Override
  public Optional<PathStat> stat(String id, String path) {
    return engine.stat(id, path);
  }

  @Override
  public Optional<byte[]> getArchive(String id, String path) {
    return engine.getArchive(id, path);
  }

  @Override
  public Optional<JsonNode> image(String reference) {
    return engine.image(reference);
  }

  @Override
  public void pull(String reference, Consumer<String> progress) {
    engine.pull(reference, progress);
  }

  @Override
  public List<JsonNode> networks() {
    return engine.networks();
  }

  @Override
  public List<JsonNode> volumes() {
    return engine.volumes();
  }

  @Override
  public void events(Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink) {
    engine.events(opened, sink);
  }

  @Override
  public void close() {
    engine.close();
  }
}
