package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.ExecResult;
import dev.setpoint.target.lxd.api.LxdException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Commands in instances; the server keeps what they write in files, which are read and removed. */
final class Commands {
  private static final String STANDARD_OUTPUT = "1";
  private static final String ERROR_OUTPUT = "2";

  private final HttpCalls calls;
  private final Operations operations;

  Commands(HttpCalls calls, Operations operations) {
    this.calls = calls;
    this.operations = operations;
  }

  ExecResult exec(EntityPath instance, ExecRequest request) {
    Ask ask = Ask.post(instance.path() + "/exec", body(request)).in(instance);
    JsonNode told = operations.done(ask, calls.limits().call().plus(request.within()));
    if (!told.path("return").isInt()) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER, ask.toString(), 0, "it does not say how the command ended");
    }
    JsonNode output = told.path("output");
    return new ExecResult(
        told.path("return").asInt(),
        taken(instance, output.path(STANDARD_OUTPUT).asText("")),
        taken(instance, output.path(ERROR_OUTPUT).asText("")));
  }

  private static ObjectNode body(ExecRequest request) {
    ObjectNode body = HttpCalls.JSON.createObjectNode();
    request.command().forEach(body.putArray("command")::add);
    ObjectNode environment = body.putObject("environment");
    request.environment().forEach(environment::put);
    return body.put("user", request.user())
        .put("group", request.group())
        .put("cwd", request.directory())
        .put("interactive", false)
        .put("wait-for-websocket", false)
        .put("record-output", true);
  }

  private String taken(EntityPath instance, String url) {
    if (url.isEmpty()) {
      return "";
    }
    String path = URI.create(url).getRawPath();
    if (!path.startsWith(instance.path() + "/logs/")) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER, "", 0, "the command's output is not at the instance");
    }
    String text = text(Ask.get(path).in(instance));
    calls.json(Ask.delete(path).in(instance));
    return text;
  }

  /** What the console showed lately; an instance that never started has none. */
  String console(EntityPath instance) {
    try {
      return text(Ask.get(instance.path() + "/console").in(instance));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.NOT_FOUND) {
        return "";
      }
      throw e;
    }
  }

  private String text(Ask ask) {
    int limit = calls.limits().outputBytes();
    byte[] bytes =
        calls.read(
            ask, calls.limits().call(), response -> response.body().byteStream().readNBytes(limit));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
