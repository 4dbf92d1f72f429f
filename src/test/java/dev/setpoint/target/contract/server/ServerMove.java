package dev.setpoint.target.contract.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.write.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** What somebody with a client does to a server. */
@FunctionalInterface
interface ServerMove {
  /** Does it to what is there. */
  void make(ServerSite site, EntityPath path);

  /** Writes to the thing itself. */
  static ServerMove written(Consumer<ObjectNode> change) {
    return (site, path) -> Writes.change(site.others(), path, change);
  }

  /** Gives a field of the thing another value. */
  static ServerMove put(String field, JsonNode value) {
    return written(body -> body.set(field, value));
  }

  /** The same with a text. */
  static ServerMove put(String field, String value) {
    return put(field, TextNode.valueOf(value));
  }

  /** Gives an option another value. */
  static ServerMove config(String key, String value) {
    return (site, path) ->
        written(body -> object(body, "config").put(key, site.fill(value))).make(site, path);
  }

  /** Takes an option away. */
  static ServerMove configGone(String key) {
    return written(body -> object(body, "config").remove(key));
  }

  /** Gives a key of a device another value. */
  static ServerMove device(String name, String key, String value) {
    return (site, path) ->
        written(body -> object(object(body, "devices"), name).put(key, site.fill(value)))
            .make(site, path);
  }

  /** Takes a device away. */
  static ServerMove deviceGone(String name) {
    return written(body -> object(body, "devices").remove(name));
  }

  /** Takes a key of a device away. */
  static ServerMove deviceKeyGone(String name, String key) {
    return written(body -> object(object(body, "devices"), name).remove(key));
  }

  /** Puts other profiles in place. */
  static ServerMove profiles(String... names) {
    var profiles = JsonNodeFactory.instance.arrayNode();
    for (String name : names) {
      profiles.add(name);
    }
    return put("profiles", profiles);
  }

  /** Takes the power away. */
  static ServerMove killed() {
    return (site, path) -> site.others().change(path, StateChange.kill());
  }

  /** Changes the run state. */
  static ServerMove state(StateChange.Action action) {
    return (site, path) ->
        site.others().change(path, new StateChange(action, Duration.ofSeconds(10), false));
  }

  /** Puts a file there instead of the one that is there. */
  static ServerMove file(String path, FileInfo info, String content) {
    return (site, instance) ->
        site.others()
            .putFile(
                instance, path, InstanceFile.of(info, content.getBytes(StandardCharsets.UTF_8)));
  }

  /** Removes a file. */
  static ServerMove fileGone(String path) {
    return (site, instance) -> site.others().deleteFile(instance, path);
  }

  /** Runs a command inside. */
  static ServerMove command(String... words) {
    return (site, instance) ->
        site.others().exec(instance, ExecRequest.of(Duration.ofSeconds(20), words));
  }

  private static ObjectNode object(ObjectNode body, String field) {
    return body.get(field) instanceof ObjectNode object ? object : body.putObject(field);
  }
}
