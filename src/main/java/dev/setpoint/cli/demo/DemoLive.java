package dev.setpoint.cli.demo;

import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.SourceView;
import dev.setpoint.api.wire.WireJson;
import dev.setpoint.cli.client.ApiClient;
import dev.setpoint.cli.client.EventStream;
import dev.setpoint.cli.client.EventStream.Event;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.NewsLine;
import dev.setpoint.cli.text.Paper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what happens, as the controller of this process tells it over its own API. */
record DemoLive(Session session, Path data, CountDownLatch ended) implements Runnable {
  private static final int BETWEEN_TRIES_MS = 100;

  /** A stream mostly ends since the process does; asking again right then would be refused. */
  private static final int AFTER_A_STREAM_MS = 3_000;

  @Override
  public void run() {
    try {
      int wait = BETWEEN_TRIES_MS;
      while (!ended.await(wait, TimeUnit.MILLISECONDS)) {
        wait = follow() ? AFTER_A_STREAM_MS : BETWEEN_TRIES_MS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there was a stream. */
  private boolean follow() {
    try (EventStream stream = ApiClient.of(data).events()) {
      for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
        print(event.get());
      }
      return true;
    } catch (CliFailure notYet) {
      return false; // the controller is still starting
    }
  }

  private void print(Event event) {
    var paper = new Paper(session.clock().instant(), session.coloured());
    try {
      switch (event.name()) {
        case "correction" ->
            NewsLine.correction(paper, WireJson.mapper().readValue(event.data(), NewsView.class));
        case "source" ->
            NewsLine.source(paper, WireJson.mapper().readValue(event.data(), SourceView.class));
        default -> paper.line(event.name());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the API of this very process speaks another JSON", e);
    }
    session.out().print(paper);
    session.out().flush();
  }
}
