package dev.setpoint.link.session;

/** One open connection that carries whole messages in order. Safe for many threads. */
public interface Channel {
  /** Hands a message over; never blocks. Does nothing once the channel is closed. */
  void send(byte[] message);

  /** Bytes that were handed over and that the network has not taken yet. */
  long waiting();

  /** Sends what waits, as far as the other end takes it within seconds, and closes. */
  void close();

  /** Closes at once. */
  void abort();
}
