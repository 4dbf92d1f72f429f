package dev.setpoint.target.lxd.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server tells when something happens. */
public sealed interface ServerEvent {
  /** When it happened, by the server's clock. */
  Instant at();

  /**
   * Something was made, changed, started, stopped, removed …
   *
   * @param action such as {@code instance-updated} or {@code instance-exec}
   * @param source path that it happened to, as the server names it
   * @param entity the same, where it is something known here
   * @param requestor who asked for it; {@link Requestor#NOBODY} when it happened by itself
   * @param context what else is told, such as {@code command} of an exec or {@code file-source}
   */
  record LifecycleEvent(
      String action,
      String source,
      Optional<EntityPath> entity,
      Requestor requestor,
      Map<String, String> context,
      Instant at)
      implements ServerEvent {
    public LifecycleEvent {
      context = Map.copyOf(context);
    }

    /** Its project. */
    public String project() {
      return entity.map(EntityPath::project).orElse(EntityPath.DEFAULT_PROJECT);
    }

    /** Its name; the path when it is not known what it is. */
    public String name() {
      return entity.map(EntityPath::name).orElse(source);
    }
  }

  /**
   * An operation began, went on or ended.
   *
   * @param id its id
   * @param description what it does, in the server's words
   * @param status {@code Running}, {@code Success}, {@code Failure} …
   * @param error why it failed; else empty
   * @param resources what it works on; empty on servers that do not say
   */
  record OperationEvent(
      String id,
      String description,
      String status,
      String error,
      List<EntityPath> resources,
      Instant at)
      implements ServerEvent {
    public OperationEvent {
      resources = List.copyOf(resources);
    }

    /** Reads the JSON of an operation. */
    public static OperationEvent of(JsonNode operation, String project, Instant at) {
      List<EntityPath> resources =
          operation
              .path("resources")
              .valueStream()
              .flatMap(JsonNode::valueStream)
              .flatMap(url -> EntityPath.parse(url.asText(), project).stream())
              .toList();
      return new OperationEvent(
          operation.path("id").asText(),
          operation.path("description").asText(),
          operation.path("status").asText(),
          operation.path("err").asText(""),
          resources,
          at);
    }
  }

  /**
   * Somebody asked for something that changes, or opened a session for files.
   *
   * @param method of the call
   * @param url path with query, as it was asked for
   * @param entity what it is about; a collection is nothing that is known here
   */
  record RequestEvent(
      String method, String url, Optional<EntityPath> entity, Requestor requestor, Instant at)
      implements ServerEvent {
    /** The last step of its path. */
    public String step() {
      int query = url.indexOf('?');
      String path = query < 0 ? url : url.substring(0, query);
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
