package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import dev.setpoint.target.wire.PlainText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server says of itself, and what of that stays known until it could not be reached. */
final class Greeting {
  /** Only Incus has it; a server that does not trust us says nothing else about what it is. */
  private static final String INCUS_EXTENSION = "dev_incus_events";

  private static final int WORD_CHARS = 60;

  private final HttpCalls calls;
  private volatile @Nullable ServerInfo known;

  Greeting(HttpCalls calls) {
    this.calls = calls;
  }

  /** Asks in any case. */
  ServerInfo asked() {
    known = null;
    ServerInfo now = infoOf(settings());
    known = now;
    return now;
  }

  /** What was said last; asks when nothing was. */
  ServerInfo known() {
    ServerInfo info = known;
    return info == null ? asked() : info;
  }

  /** Everything it says. */
  JsonNode settings() {
    Ask ask = Ask.get("/1.0");
    JsonNode told = calls.json(ask).metadata();
    if (!told.path("api_extensions").isArray()) {
      throw new LxdException(
          LxdException.Kind.BAD_ANSWER,
          ask.toString(),
          0,
          calls.address() + " is neither LXD nor Incus");
    }
    return told;
  }

  private ServerInfo infoOf(JsonNode told) {
    Set<String> extensions =
        told.path("api_extensions").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    JsonNode environment = told.path("environment");
    List<String> architectures =
        environment.path("architectures").valueStream().map(JsonNode::asText).toList();
    return new ServerInfo(
        extensions.contains(INCUS_EXTENSION) ? Product.INCUS : Product.LXD,
        PlainText.line(environment.path("server_version").asText(""), WORD_CHARS),
        PlainText.line(environment.path("server_name").asText(""), WORD_CHARS),
        extensions,
        told.path("auth").asText().equals("trusted"),
        self(told),
        architectures);
  }

  /** Older servers do not say who they take us for, but name everybody by the same rule. */
  private Requestor self(JsonNode told) {
    String user = told.path("auth_user_name").asText("");
    String protocol = told.path("auth_user_method").asText("");
    return switch (calls.address()) {
      case ServerAddress.Unix _ ->
          new Requestor(
              user.isEmpty() ? System.getProperty("user.name", "") : user,
              protocol.isEmpty() ? "unix" : protocol,
              "@");
      case ServerAddress.Https _ ->
          new Requestor(
              user.isEmpty() ? calls.fingerprint() : user,
              protocol.isEmpty() ? "tls" : protocol,
              "");
    };
  }
}
