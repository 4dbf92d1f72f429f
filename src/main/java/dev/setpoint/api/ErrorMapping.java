package dev.setpoint.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.setpoint.api.wire.ErrorView;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives every failure the one shape that callers know. */
final class ErrorMapping {
  private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

  @ServerExceptionMapper
  Response refused(ApiRefusal refusal) {
    return answer(refusal.status(), refusal.view());
  }

  @ServerExceptionMapper
  Response notJson(MismatchedInputException e) {
    return badJson(e);
  }

  @ServerExceptionMapper
  Response malformed(JsonProcessingException e) {
    return badJson(e);
  }

  private static Response badJson(JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    return answer(
        400,
        new ErrorView(
            "BadJson",
            "The body is not the JSON that is needed here: the trouble is" + place + ".",
            "Send the fields that docs/cli.md and the verbs' --output json show."));
  }

  @ServerExceptionMapper
  Response noRecord(TrailUnavailableException e) {
    return answer(
        503,
        new ErrorView(
            "RecordUnavailable",
            Objects.requireNonNullElse(e.getMessage(), "The record cannot be written."),
            "Make room in, or give back access to, the data directory; nothing is done without a"
                + " record."));
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (e.getCause() instanceof JsonProcessingException json) {
      return badJson(json);
    }
    return answer(
        status,
        new ErrorView(
            "Http" + status,
            "The API has no answer to this request (" + status + ").",
            "See 'setpoint --help' for what can be asked, each verb with --output json."));
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("a request to the API failed", e);
    return answer(
        500,
        new ErrorView(
            "Internal",
            "The controller failed to answer: " + e.getClass().getSimpleName() + ".",
            "Look at the controller's log for the line that says 'a request to the API failed'."));
  }

  private static Response answer(int status, ErrorView view) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(view).build();
  }
}
