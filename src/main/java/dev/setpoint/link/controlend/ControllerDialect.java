package dev.setpoint.link.controlend;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.MessageCodec.Numbered;
import dev.setpoint.link.session.Line.Dialect;

/** What a controller writes and reads. */
enum ControllerDialect implements Dialect<AgentMessage, ControllerMessage> {
  PROTOCOL_1;

  @Override
  public byte[] encode(long number, ControllerMessage message) {
    return MessageCodec.encode(number, message);
  }

  @Override
  public Numbered<AgentMessage> decode(byte[] bytes) {
    return MessageCodec.agentMessage(bytes);
  }

  @Override
  public ControllerMessage alive() {
    return new ControllerMessage.Alive();
  }
}
