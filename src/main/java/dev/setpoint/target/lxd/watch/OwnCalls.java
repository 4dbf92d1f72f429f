package dev.setpoint.target.lxd.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.ExecResult;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.FileStream;
import dev.setpoint.target.lxd.api.ImagePull;
import dev.setpoint.target.lxd.api.ImageUpload;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.ServerEvent;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.api.TrustToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A server that remembers what this process changes on it, so that events of those changes are told
 * from other people's. An event is ours when it names us and what it names is being changed by us,
 * or was seconds ago: somebody else who uses the same socket is still named for everything else.
 */
public final class OwnCalls implements Server {
  private final Server server;
  private final OwnWork work;
  private final AtomicReference<Requestor> self = new AtomicReference<>(Requestor.NOBODY);

  /** Watches over the calls to a server; closing this closes it. */
  public OwnCalls(Server server, InstantSource clock) {
    this.server = server;
    this.work = new OwnWork(clock);
  }

  /**
   * Whether an event tells of what this process did. Servers leave the requestor of some events
   * out; then what we work on decides alone.
   */
  boolean isOurs(LifecycleEvent event) {
    boolean canBe = !event.requestor().isKnown() || isSelf(event.requestor());
    return canBe && event.entity().filter(work::concerns).isPresent();
  }

  /** Addresses are not compared: each connection has its own port. */
  private boolean isSelf(Requestor requestor) {
    Requestor known = self.get();
    return known.isKnown()
        && known.user().equals(requestor.user())
        && known.protocol().equals(requestor.protocol());
  }

  @Override
  public ServerInfo info() {
    ServerInfo info = server.info();
    self.set(info.self());
    return info;
  }

  @Override
  public JsonNode settings() {
    return server.settings();
  }

  @Override
  public Optional<JsonNode> optionMetadata() {
    return server.optionMetadata();
  }

  @Override
  public JsonNode resources() {
    return server.resources();
  }

  @Override
  public List<JsonNode> list(EntityType type, String project, String... parents) {
    return server.list(type, project, parents);
  }

  @Override
  public Entity get(EntityPath path) {
    return server.get(path);
  }

  @Override
  public Optional<Entity> find(EntityPath path) {
    return server.find(path);
  }

  private void on(EntityPath path, Runnable call) {
    on(List.of(path), call);
  }

  private void on(List<EntityPath> paths, Runnable call) {
    var _ =
        work.on(
            paths,
            () -> {
              call.run();
              return true;
            });
  }

  private <T> T on(EntityPath path, Supplier<T> call) {
    return work.on(List.of(path), call);
  }

  @Override
  public void create(EntityPath path, ObjectNode body) {
    on(path, () -> server.create(path, body));
  }

  @Override
  public void put(EntityPath path, JsonNode body, String etag) {
    on(path, () -> server.put(path, body, etag));
  }

  @Override
  public void rename(EntityPath path, String name) {
    on(List.of(path, path.withName(name)), () -> server.rename(path, name));
  }

  @Override
  public void delete(EntityPath path) {
    on(path, () -> server.delete(path));
  }

  @Override
  public JsonNode state(EntityPath instance) {
    return server.state(instance);
  }

  @Override
  public void change(EntityPath instance, StateChange change) {
    on(instance, () -> server.change(instance, change));
  }

  @Override
  public void rebuild(EntityPath instance, JsonNode body) {
    on(instance, () -> server.rebuild(instance, body));
  }

  @Override
  public void restore(EntityPath snapshot) {
    on(List.of(snapshot, snapshot.owner()), () -> server.restore(snapshot));
  }

  @Override
  public ExecResult exec(EntityPath instance, ExecRequest request) {
    return on(instance, () -> server.exec(instance, request));
  }

  @Override
  public String consoleLog(EntityPath instance) {
    return server.consoleLog(instance);
  }

  @Override
  public Optional<FileInfo> stat(EntityPath instance, String path) {
    return server.stat(instance, path);
  }

  @Override
  public Optional<InstanceFile> getFile(EntityPath instance, String path) {
    return server.getFile(instance, path);
  }

  @Override
  public void putFile(EntityPath instance, String path, InstanceFile file) {
    on(instance, () -> server.putFile(instance, path, file));
  }

  @Override
  public void sendFile(EntityPath instance, String path, FileInfo info, FileStream content) {
    on(instance, () -> server.sendFile(instance, path, info, content));
  }

  @Override
  public void deleteFile(EntityPath instance, String path) {
    on(instance, () -> server.deleteFile(instance, path));
  }

  @Override
  public String upload(ImageUpload image) {
    return on(EntityPath.image(image.project(), "any"), () -> server.upload(image));
  }

  @Override
  public String pull(ImagePull image, Consumer<String> progress) {
    return on(EntityPath.image(image.project(), "any"), () -> server.pull(image, progress));
  }

  @Override
  public boolean await(EntityPath operation, Duration within) {
    return server.await(operation, within);
  }

  @Override
  public void cancel(EntityPath operation) {
    server.cancel(operation);
  }

  @Override
  public void events(Consumer<AutoCloseable> opened, Consumer<ServerEvent> sink) {
    server.events(opened, sink);
  }

  @Override
  public void trust(TrustToken token, String name) {
    server.trust(token, name);
  }

  @Override
  public void close() {
    server.close();
  }
}
