package dev.setpoint.target.lxd.http;

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
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerEvent;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.api.TrustToken;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A server behind its HTTP API. Nothing is asked before the first call. */
public final class HttpServer implements Server {
  private static final String METADATA_EXTENSION = "metadata_configuration";
  private static final String REBUILD_EXTENSION = "instances_rebuild";

  private final HttpCalls calls;
  private final Greeting greeting;
  private final Inventory inventory;
  private final Operations operations;
  private final InstanceFiles files;
  private final Commands commands;
  private final Images images;
  private final EventStream events;
  private final Trust trust;

  /**
   * The server at an address.
   *
   * @throws LxdException of kind UNREACHABLE when our certificate's files cannot be used
   */
  public HttpServer(ServerAddress address, ServerLimits limits) {
    this.calls = new HttpCalls(address, limits);
    this.greeting = new Greeting(calls);
    this.inventory = new Inventory(calls);
    this.operations = new Operations(calls);
    this.files = new InstanceFiles(calls, () -> greeting.known().product());
    this.commands = new Commands(calls, operations);
    this.images = new Images(calls, operations, () -> greeting.known().product());
    this.events = new EventStream(calls);
    this.trust = new Trust(calls, greeting);
  }

  @Override
  public ServerInfo info() {
    return greeting.asked();
  }

  @Override
  public JsonNode settings() {
    return greeting.settings();
  }

  @Override
  public Optional<JsonNode> optionMetadata() {
    return greeting.known().has(METADATA_EXTENSION)
        ? Optional.of(calls.json(Ask.get("/1.0/metadata/configuration")).metadata())
        : Optional.empty();
  }

  @Override
  public JsonNode resources() {
    return calls.json(Ask.get("/1.0/resources")).metadata();
  }

  @Override
  public List<JsonNode> list(EntityType type, String project, String... parents) {
    return inventory.list(type, project, List.of(parents));
  }

  @Override
  public Entity get(EntityPath path) {
    Answer answer = calls.json(Ask.get(path.path()).in(path));
    return new Entity(answer.metadata(), answer.etag());
  }

  @Override
  public Optional<Entity> find(EntityPath path) {
    try {
      return Optional.of(get(path));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void create(EntityPath path, ObjectNode body) {
    ObjectNode named = body.deepCopy().put(path.type().nameField(), path.name());
    operations.done(Ask.post(path.collection(), named).in(path));
  }

  @Override
  public void put(EntityPath path, JsonNode body, String etag) {
    Ask ask = Ask.put(path.path(), body).in(path);
    operations.done(etag.isEmpty() ? ask : ask.header("If-Match", etag));
  }

  @Override
  public void rename(EntityPath path, String name) {
    ObjectNode body = HttpCalls.JSON.createObjectNode().put("name", name);
    operations.done(Ask.post(path.path(), body).in(path));
  }

  @Override
  public void delete(EntityPath path) {
    operations.done(Ask.delete(path.path()).in(path));
  }

  @Override
  public JsonNode state(EntityPath instance) {
    return calls.json(Ask.get(instance.path() + "/state").in(instance)).metadata();
  }

  @Override
  public void change(EntityPath instance, StateChange change) {
    // No seconds at all would mean to a server what force means.
    long grace = Math.max(1, change.grace().toSeconds());
    ObjectNode body =
        HttpCalls.JSON
            .createObjectNode()
            .put("action", change.action().name().toLowerCase(Locale.ROOT))
            .put("timeout", grace)
            .put("force", change.force())
            .put("stateful", false);
    operations.done(
        Ask.put(instance.path() + "/state", body).in(instance),
        calls.limits().operation().plusSeconds(grace));
  }

  @Override
  public void rebuild(EntityPath instance, JsonNode body) {
    Ask ask = Ask.post(instance.path() + "/rebuild", body).in(instance);
    if (!greeting.known().has(REBUILD_EXTENSION)) {
      throw new LxdException(
          LxdException.Kind.UNSUPPORTED,
          ask.toString(),
          0,
          "this server cannot make a root file system anew (extension %s)"
              .formatted(REBUILD_EXTENSION));
    }
    operations.done(ask);
  }

  @Override
  public void restore(EntityPath snapshot) {
    EntityPath owner = snapshot.owner();
    ObjectNode body = HttpCalls.JSON.createObjectNode().put("restore", snapshot.name());
    operations.done(Ask.put(owner.path(), body).in(owner));
  }

  @Override
  public ExecResult exec(EntityPath instance, ExecRequest request) {
    return commands.exec(instance, request);
  }

  @Override
  public String consoleLog(EntityPath instance) {
    return commands.console(instance);
  }

  @Override
  public Optional<FileInfo> stat(EntityPath instance, String path) {
    return files.stat(instance, path);
  }

  @Override
  public Optional<InstanceFile> getFile(EntityPath instance, String path) {
    return files.get(instance, path);
  }

  @Override
  public void putFile(EntityPath instance, String path, InstanceFile file) {
    files.put(instance, path, file);
  }

  @Override
  public void sendFile(EntityPath instance, String path, FileInfo info, FileStream content) {
    files.send(instance, path, info, content);
  }

  @Override
  public void deleteFile(EntityPath instance, String path) {
    files.delete(instance, path);
  }

  @Override
  public String upload(ImageUpload image) {
    return images.upload(image);
  }

  @Override
  public String pull(ImagePull image, Consumer<String> progress) {
    return images.pull(image, progress);
  }

  @Override
  public boolean await(EntityPath operation, Duration within) {
    return operations.await(operation, within);
  }

  @Override
  public void cancel(EntityPath operation) {
    operations.cancel(operation);
  }

  @Override
  public void events(Consumer<AutoCloseable> opened, Consumer<ServerEvent> sink) {
    events.listen(opened, sink);
  }

  @Override
  public void trust(TrustToken token, String name) {
    trust.trust(token, name);
  }

  @Override
  public void close() {
    calls.close();
  }
}
