package dev.setpoint.target.lxd.guard;

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
import dev.setpoint.target.lxd.api.ServerEvent;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.api.TrustToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server that refuses what the policy of its machine does not allow: every call that makes or
 * changes something is judged right before it is made, on the body that the server gets, with the
 * profiles that it names. What only reads, starts, stops or removes what is there is let through,
 * so that a stricter policy never keeps an old instance from coming back. Safe for many threads.
 */
public final class GuardedServer implements Server {
  private final Server server;
  private final ServerJudge judge;

  /**
   * Guards a server.
   *
   * @param server closed with this one
   */
  public GuardedServer(Server server, ServerPolicy policy) {
    this.server = server;
    this.judge = new ServerJudge(server, policy);
  }

  private static void require(EntityPath path, List<String> against) {
    ServerPolicy.sentence(against)
        .ifPresent(why -> {
          throw new LxdException(LxdException.Kind.NOT_ALLOWED, "changing " + path, 0, why);
        });
  }

  @Override
  public ServerInfo info() {
    return server.info();
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

  @Override
  public void create(EntityPath path, ObjectNode body) {
    // Nobody who holds the body can change it between judgement and call.
    ObjectNode judged = body.deepCopy();
    require(path, judge.against(path, judged));
    server.create(path, judged);
  }

  @Override
  public void put(EntityPath path, JsonNode body, String etag) {
    JsonNode judged = body.deepCopy();
    require(path, judge.against(path, judged));
    server.put(path, judged, etag);
  }

  @Override
  public void rename(EntityPath path, String name) {
    server.rename(path, name);
  }

  @Override
  public void delete(EntityPath path) {
    server.delete(path);
  }

  @Override
  public JsonNode state(EntityPath instance) {
    return server.state(instance);
  }

  @Override
  public void change(EntityPath instance, StateChange change) {
    server.change(instance, change);
  }

  @Override
  public void rebuild(EntityPath instance, JsonNode body) {
    server.rebuild(instance, body);
  }

  @Override
  public void restore(EntityPath snapshot) {
    if (snapshot.type() == EntityType.SNAPSHOT) {
      require(snapshot, judge.againstSnapshot(server.get(snapshot).json()));
    }
    server.restore(snapshot);
  }

  @Override
  public ExecResult exec(EntityPath instance, ExecRequest request) {
    return server.exec(instance, request);
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
    server.putFile(instance, path, file);
  }

  @Override
  public void sendFile(EntityPath instance, String path, FileInfo info, FileStream content) {
    server.sendFile(instance, path, info, content);
  }

  @Override
  public void deleteFile(EntityPath instance, String path) {
    server.deleteFile(instance, path);
  }

  @Override
  public String upload(ImageUpload image) {
    return server.upload(image);
  }

  @Override
  public String pull(ImagePull image, Consumer<String> progress) {
    return server.pull(image, progress);
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
