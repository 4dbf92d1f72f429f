package dev.setpoint.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.api.identity.RequestCaller;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.People;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Stands before every route of the server, also before health and metrics. */
@Singleton
final class Gate {
  /** Before everything else that the framework puts in the way. */
  private static final int FIRST = 10_000;

  private final Admission admission;
  private final ObjectMapper json;

  Gate(People people, ObjectMapper json) {
    this.admission = new Admission(people);
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext routing) {
    var request = routing.request();
    var asked =
        new Admission.Request(
            request.method().name(),
            Objects.requireNonNullElse(request.path(), ""),
            request.getHeader(HttpHeaders.HOST),
            request.getHeader(HttpHeaders.AUTHORIZATION),
            request.getHeader(HttpHeaders.CONTENT_LENGTH));
    switch (admission.decide(asked)) {
      case Admission.Refusal refusal -> end(routing, refusal);
      case Admission.Admitted(Identity identity) -> {
        RequestCaller.note(routing, identity);
        routing.next();
      }
    }
  }

  private void end(RoutingContext routing, Admission.Refusal refusal) {
    var response = routing.response().setStatusCode(refusal.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    // The body was not read, so the connection cannot be used for another request.
    response.putHeader(HttpHeaders.CONNECTION, "close");
    if (refusal.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    response.end(text(refusal)).onComplete(_ -> routing.request().connection().close());
  }

  private String text(Admission.Refusal refusal) {
    try {
      return json.writeValueAsString(refusal.view());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of three strings is always JSON", e);
    }
  }
}
