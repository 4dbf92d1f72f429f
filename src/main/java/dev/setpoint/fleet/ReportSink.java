package dev.setpoint.fleet;

/** The agent's end of the connection to its controller. Safe for many threads. */
public interface ReportSink {
  /** Takes a report; returns quickly. */
  void accept(NodeReport report);

  /** Takes the news of a correction that just ended; returns quickly. */
  void accept(CorrectionNews news);
}
