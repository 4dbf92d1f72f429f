package dev.setpoint.link.agentend;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.message.MessageCodec.Numbered;
import dev.setpoint.link.session.Line.Dialect;

/** What an agent writes and reads. */
enum AgentDialect implements Dialect<ControllerMessage, AgentMessage> {
  PROTOCOL_1;

  @Override
  public byte[] encode(long number, AgentMessage message) {
    return MessageCodec.encode(number, message);
  }

  @Override
  public Numbered<ControllerMessage> decode(byte[] bytes) {
    return MessageCodec.controllerMessage(bytes);
  }

  @Override
  public AgentMessage alive() {
    return new AgentMessage.Alive();
  }
}
