package dev.setpoint.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.controller.Control;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.fleet.CorrectionNews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * News as they happen: {@code correction} events for corrections that ended, {@code source} events
 * when the followed repository stands otherwise. The trail, not this, is the record.
 */
@Path("/api/v1/events")
@Singleton
final class EventsResource {
  private static final Logger LOG = Logger.getLogger(EventsResource.class);
  private static final int MAX_STREAMS = 32;
  private static final int QUEUE_LENGTH = 256;
  private static final Duration LOOK_AT_SOURCE = Duration.ofMillis(500);
  private static final int LOOKS_BETWEEN_HEARTBEATS = 10;

  private final Control control;
  private final ObjectMapper json;
  private final Semaphore streams = new Semaphore(MAX_STREAMS);

  EventsResource(Control control, ObjectMapper json) {
    this.control = control;
    this.json = json;
  }

  /** Streams until the caller goes away. A caller that is slow loses news. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    if (!streams.tryAcquire()) {
      throw ApiRefusal.busy(
          "TooManyStreams",
          "Already " + MAX_STREAMS + " live views are open.",
          "Close one, or ask for the status every few seconds.");
    }
    var queue = new ArrayBlockingQueue<CorrectionNews>(QUEUE_LENGTH);
    try (sink;
        var _ = listen(queue)) {
      new Stream(sink, sse).follow(queue);
    } catch (IOException | ExecutionException | TimeoutException e) {
      LOG.debugf(e, "a live view ended");
    } catch (InterruptedException stopping) {
      // The program ends: nobody is left to answer to, and an error would only print traces.
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
  }

  private Listening listen(ArrayBlockingQueue<CorrectionNews> queue) {
    var registration = control.listen(queue::offer);
    return () -> {
      try {
        registration.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("a listener could not be taken away", e);
      }
    };
  }

  /** Listening, until closed. */
  private interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** One open stream; used by one thread. */
  private final class Stream {
    private final SseEventSink sink;
    private final Sse sse;
    private String lastSource = "";

    Stream(SseEventSink sink, Sse sse) {
      this.sink = sink;
      this.sse = sse;
    }

    void follow(ArrayBlockingQueue<CorrectionNews> queue)
        throws InterruptedException, ExecutionException, TimeoutException, JsonProcessingException {
      for (long look = 0; !sink.isClosed(); look++) {
        tellSource();
        CorrectionNews news = queue.poll(LOOK_AT_SOURCE.toMillis(), TimeUnit.MILLISECONDS);
        if (news != null) {
          send("correction", json.writeValueAsString(ReconcileViews.news(news)));
        } else if (look % LOOKS_BETWEEN_HEARTBEATS == 0) {
          // A closed connection shows only when something is written.
          send(sse.newEventBuilder().comment("alive").build());
        }
      }
    }

    private void tellSource()
        throws InterruptedException, ExecutionException, TimeoutException, JsonProcessingException {
      var status = control.source();
      var accepted = status.accepted();
      String now = (accepted == null ? "" : accepted.id()) + status.condition() + status.reason();
      if (!now.equals(lastSource)) {
        lastSource = now;
        send("source", source(status));
      }
    }

    private String source(SourceStatus status) throws JsonProcessingException {
      return json.writeValueAsString(StatusViews.source(status));
    }

    private void send(String name, String data)
        throws InterruptedException, ExecutionException, TimeoutException {
      send(sse.newEventBuilder().name(name).data(String.class, data).build());
    }

    private void send(OutboundSseEvent event)
        throws InterruptedException, ExecutionException, TimeoutException {
      sink.send(event).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
