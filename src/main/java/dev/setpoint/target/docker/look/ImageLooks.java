package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.container.ImageReference;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What is known of images. The configuration behind an image id never changes and is kept; what a
 * tag points to is asked anew with every look.
 */
public final class ImageLooks {
  private static final Logger LOG = Logger.getLogger(ImageLooks.class);

  private final Engine engine;
  private final InstantSource clock;
  private final LookLimits limits;
  private final SideWork beside;
  private final Map<String, JsonNode> configs;
  private final Map<String, Instant> pulled = new ConcurrentHashMap<>();

  /** Images of an engine. */
  public ImageLooks(Engine engine, InstantSource clock, LookLimits limits, SideWork beside) {
    this.beside = beside;
    this.engine = engine;
    this.clock = clock;
    this.limits = limits;
    this.configs =
        Collections.synchronizedMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
                return size() > limits.images();
              }
            });
  }

  /** Configuration of an image by id; a missing node when the engine no longer has it. */
  public JsonNode config(String imageId) {
    JsonNode known = configs.get(imageId);
    if (known != null) {
      return known;
    }
    Optional<JsonNode> image = engine.image(imageId);
    image.ifPresent(found -> configs.put(imageId, found.path("Config")));
    return image.map(found -> found.path("Config")).orElse(MissingNode.getInstance());
  }

  /** What references point to during one look; each is asked once. */
  Resolver resolver() {
    return new Resolver();
  }

  /**
   * Fetches an image that is always to be pulled, when its time has come, in the background: a look
   * never waits for a registry.
   */
  void refresh(ImageReference image, PullPolicy policy) {
    if (policy != PullPolicy.ALWAYS || image.hasDigest()) {
      return;
    }
    String reference = image.canonical();
    Instant now = clock.instant();
    Instant before = pulled.putIfAbsent(reference, now);
    boolean due = before != null && !now.isBefore(before.plus(limits.pullEvery()));
    if (due && pulled.replace(reference, before, now)) {
      beside.start("pull " + reference, () -> pull(reference));
    }
  }

  private void pull(String reference) {
    try {
      engine.pull(reference, _ -> {});
    } catch (EngineException e) {
      LOG.infof("%s was not fetched again: %s", reference, e.getMessage());
    }
  }

  /** Remembers what it has asked. */
  final class Resolver {
    private final Map<String, Optional<String>> ids = new ConcurrentHashMap<>();

    /** The id of the image that a reference points to now; empty when the engine has none. */
    Optional<String> id(String reference) {
      return ids.computeIfAbsent(
          reference, name -> engine.image(name).map(image -> image.path("Id").asText()));
    }

    /**
     * How the image of a container is compared with its declaration.
     *
     * @param running id of the image that it runs
     * @param made the reference that it was made from
     */
    String text(ImageReference declared, String running, String made) {
      Optional<String> now = id(declared.canonical());
      if (now.isPresent() && now.get().equals(running)) {
        return declared.canonical();
      }
      if (!same(made, declared.canonical())) {
        return madeFrom(made, running);
      }
      // Where the tag is gone from the engine, what it pointed to cannot be told, and unknown is no
      // drift.
      return now.isPresent() ? declared.canonical() + "@" + shortId(running) : declared.canonical();
    }

    /** The reference that it was made from, as it was declared then, if that has not moved. */
    private String madeFrom(String made, String running) {
      String canonical = new ImageReference(made).canonical();
      boolean moved = id(canonical).filter(there -> !there.equals(running)).isPresent();
      return moved ? canonical + "@" + shortId(running) : canonical;
    }

    private static boolean same(String made, String declared) {
      String canonical = new ImageReference(made).canonical();
      return canonical.equals(declared) || canonical.endsWith("/" + declared);
    }

    private static String shortId(String id) {
      int start = id.indexOf(':') + 1;
      return id.substring(0, Math.min(id.length(), start + 12));
    }
  }
}
