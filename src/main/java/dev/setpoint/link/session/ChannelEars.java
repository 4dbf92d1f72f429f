package dev.setpoint.link.session;

/**
 * Who listens to a channel. Calls for one channel come one after the other and must return quickly.
 */
public interface ChannelEars {
  /** A message has come. */
  void received(byte[] message);

  /** The channel has ended, or could not be opened; nothing comes after this. */
  void closed(String why);
}
