package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ServerLimits;
import dev.setpoint.target.lxd.api.TrustToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Trust tokens of real servers. */
public final class TrustTokens {
  private TrustTokens() {}

  /** As the servers' own command makes one. */
  public static TrustToken make(Servers which, String name) {
    try (var calls = new HttpCalls(which.address(), ServerLimits.standard());
        var server = which.server()) {
      ObjectNode body = HttpCalls.JSON.createObjectNode();
      body.put("type", "client").put("name", name).put("token", true);
      JsonNode told =
          calls
              .json(Ask.post(EntityPath.collection(EntityType.CERTIFICATE, List.of()), body))
              .metadata()
              .path("metadata");
      ObjectNode token = HttpCalls.JSON.createObjectNode();
      token
          .put("client_name", name)
          .put(
              "fingerprint",
              server.settings().path("environment").path("certificate_fingerprint").asText());
      token.set("addresses", told.path("addresses"));
      token.set("secret", told.path("secret"));
      token.set("expires_at", told.path("expiresAt"));
      byte[] json = token.toString().getBytes(StandardCharsets.UTF_8);
      return TrustToken.parse(Base64.getEncoder().encodeToString(json));
    }
  }
}
