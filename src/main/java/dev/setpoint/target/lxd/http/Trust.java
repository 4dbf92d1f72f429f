package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.ServerAddress;
import dev.setpoint.target.lxd.api.ServerInfo;
import dev.setpoint.target.lxd.api.TrustToken;
import java.util.List;

/** Makes a server trust the certificate that we show. */
final class Trust {
  private static final String TOKEN_EXTENSION = "explicit_trust_token";

  private final HttpCalls calls;
  private final Greeting greeting;

  Trust(HttpCalls calls, Greeting greeting) {
    this.calls = calls;
    this.greeting = greeting;
  }

  void trust(TrustToken token, String name) {
    ServerInfo info = greeting.asked();
    if (info.trusted()) {
      return;
    }
    Ask ask =
        Ask.post(EntityPath.collection(EntityType.CERTIFICATE, List.of()), body(info, token, name));
    if (calls.address() instanceof ServerAddress.Https https
        && !PinnedTls.normal(https.pin()).equals(PinnedTls.normal(token.fingerprint()))) {
      throw new LxdException(
          LxdException.Kind.FORBIDDEN,
          ask.toString(),
          0,
          "the token is of another server than the one whose certificate is pinned");
    }
    calls.json(ask);
  }

  /** The certificate itself is the connection's. */
  private static ObjectNode body(ServerInfo info, TrustToken token, String name) {
    boolean named = info.product() == ServerInfo.Product.INCUS || info.has(TOKEN_EXTENSION);
    return HttpCalls.JSON
        .createObjectNode()
        .put("type", "client")
        .put("name", name)
        .put(named ? "trust_token" : "password", token.text());
  }
}
