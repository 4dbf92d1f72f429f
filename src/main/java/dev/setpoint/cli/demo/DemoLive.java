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

  @Override
  public void run() {
    try {
      while (!ended.await(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS)) {
        follow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (EventStream stream = ApiClient.of(data).events()) {
      for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
        print(event.get());
      }
    } catch (CliFailure notYet) {
      // The controller is still starting, or already stopping.
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
