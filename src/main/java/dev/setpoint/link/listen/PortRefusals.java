package dev.setpoint.link.listen;

import dev.setpoint.link.listen.FleetRoute.Answer;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.Refusal;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What the port itself says no with. None of it depends on what was sent. */
final class PortRefusals {
  static final Answer NO_SUCH_ROUTE =
      refusal(
          HttpResponseStatus.NOT_FOUND,
          "NoSuchRoute",
          "The port for agents has no answer to this request.",
          "People ask the controller's API on its own machine; agents know the routes of this"
              + " port.");

  static final Answer AGENTS_ALONE =
      refusal(
          HttpResponseStatus.FORBIDDEN,
          "CertificateNeeded",
          "This needs the certificate of an agent of this installation, and none was shown.",
          "Join the machine: 'setpoint token create NODE' prints the command for it.");

  static final Answer TOO_LARGE =
      refusal(
          HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
          "TooLarge",
          "The request is larger than what an agent sends here.",
          "Use the agent that this controller hands out.");

  static final Answer MALFORMED =
      refusal(
          HttpResponseStatus.BAD_REQUEST,
          "MalformedRequest",
          "The request is not one that an agent of this version makes.",
          "Use the agent that this controller hands out.");

  static final Answer BUSY =
      refusal(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "Busy",
          "Too many ask at this moment.",
          "Ask again in a minute; agents do so by themselves.");

  static final Answer INTERNAL =
      refusal(
          HttpResponseStatus.INTERNAL_SERVER_ERROR,
          "Internal",
          "The controller failed to answer.",
          "Look at the controller's log for the line that says 'could not be answered'.");

  private PortRefusals() {}

  private static Answer refusal(
      HttpResponseStatus status, String error, String message, String remedy) {
    return Answer.json(status.code(), JoinJson.write(new Refusal(error, message, remedy)));
  }
}
