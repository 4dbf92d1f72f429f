package dev.setpoint.api.identity;

import dev.setpoint.trust.Identity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Finds the caller where the gate put it. */
@Singleton
public final class RequestCaller implements Caller {
  private static final String KEY = "setpoint.caller";

  private final CurrentVertxRequest request;

  RequestCaller(CurrentVertxRequest request) {
    this.request = request;
  }

  /** Notes who sent a request. */
  public static void note(RoutingContext routing, Identity identity) {
    routing.put(KEY, identity);
  }

  @Override
  public Identity.Person person() {
    if (request.getCurrent().get(KEY) instanceof Identity.Person person) {
      return person;
    }
    throw new IllegalStateException("a request came past the gate");
  }
}
