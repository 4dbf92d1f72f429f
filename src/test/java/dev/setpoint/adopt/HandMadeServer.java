package dev.setpoint.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.StateChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What somebody made on a server without Setpoint. */
final class HandMadeServer {
  private static final String DEFAULT = EntityPath.DEFAULT_PROJECT;
  private static final String ACL = "adopt-web";

  private final Server server;
  private final String network;
  private final String net;
  private final String forward;
  private final JsonNode all;

  HandMadeServer(Server server, Servers which, String slot) {
    this.server = server;
    boolean isLxd = which == Servers.LXD;
    this.network = "spt%s-a%s".formatted(slot, isLxd ? "l" : "i");
    this.net = "10.%s.%d.".formatted(slot, isLxd ? 46 : 47);
    this.forward = "10.%s.44.%d".formatted(slot, isLxd ? 1 : 2);
    this.all = read(isLxd ? "24391" : "24392");
  }

  private JsonNode read(String listen) {
    try (InputStream in = HandMadeServer.class.getResourceAsStream("/adopt/server.json")) {
      byte[] bytes = Objects.requireNonNull(in, "server.json").readAllBytes();
      String text =
          new String(bytes, StandardCharsets.UTF_8)
              .replace("NETWORK", network)
              .replace("NET", net)
              .replace("LISTEN", listen);
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes all of it and returns what the server knows each instance by. */
  Map<String, String> make(boolean usesAccessLists) {
    all.path("profiles")
        .properties()
        .forEach(each ->
            create(EntityPath.of(EntityType.PROFILE, DEFAULT, each.getKey()), each.getValue()));
    create(EntityPath.network(DEFAULT, network), all.path("network"));
    if (usesAccessLists) {
      create(EntityPath.acl(DEFAULT, ACL), all.path("acl"));
      var there = server.get(EntityPath.network(DEFAULT, network));
      ObjectNode body = there.copy();
      body.withObject("config").put("security.acls", ACL);
      server.put(EntityPath.network(DEFAULT, network), body, there.etag());
    }
    create(EntityPath.forward(DEFAULT, network, forward), all.path("forward"));
    all.path("volumes")
        .properties()
        .forEach(
            each -> create(EntityPath.volume(DEFAULT, "local", each.getKey()), each.getValue()));
    var ids = new TreeMap<String, String>();
    all.path("instances")
        .properties()
        .forEach(each -> ids.put(each.getKey(), instance(each.getKey(), each.getValue())));
    return ids;
  }

  private String instance(String name, JsonNode wanted) {
    EntityPath path = EntityPath.instance(DEFAULT, name);
    ObjectNode body = wanted.deepCopy();
    body.remove("running");
    body.putObject("source").put("type", "image").put("alias", "busybox");
    server.create(path, body);
    if (wanted.path("running").asBoolean()) {
      server.change(path, StateChange.start());
    }
    return id(name);
  }

  /** What the server alone gives an instance. */
  String id(String name) {
    JsonNode config = server.get(EntityPath.instance(DEFAULT, name)).json().path("config");
    return config.path("volatile.uuid").asText()
        + " "
        + config.path("volatile.eth0.hwaddr").asText();
  }

  private void create(EntityPath path, JsonNode body) {
    server.create(path, body.deepCopy());
  }

  Set<String> names() {
    var names = new TreeSet<>(Set.of("network/" + network));
    all.path("profiles")
        .fieldNames()
        .forEachRemaining(each -> names.add("instanceprofile/" + each));
    all.path("volumes").fieldNames().forEachRemaining(each -> names.add("volume/" + each));
    all.path("instances").fieldNames().forEachRemaining(each -> names.add("instance/" + each));
    return names;
  }

  EntityPath network() {
    return EntityPath.network(DEFAULT, network);
  }

  void clear() {
    all.path("instances").fieldNames().forEachRemaining(this::removeInstance);
    all.path("profiles")
        .fieldNames()
        .forEachRemaining(each -> remove(EntityPath.of(EntityType.PROFILE, DEFAULT, each)));
    all.path("volumes")
        .fieldNames()
        .forEachRemaining(each -> remove(EntityPath.volume(DEFAULT, "local", each)));
    remove(EntityPath.forward(DEFAULT, network, forward));
    remove(network());
    remove(EntityPath.acl(DEFAULT, ACL));
  }

  private void removeInstance(String name) {
    EntityPath path = EntityPath.instance(DEFAULT, name);
    server
        .find(path)
        .ifPresent(there -> {
          if (there.json().path("status").asText().equals("Running")) {
            server.change(path, StateChange.kill());
          }
          remove(path);
        });
  }

  private void remove(EntityPath path) {
    if (isThere(path)) {
      server.delete(path);
    }
  }

  private boolean isThere(EntityPath path) {
    return server.find(path).isPresent();
  }
}
