package dev.setpoint.target.lxd.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The calls of an LXD or Incus server that Setpoint uses. Every call blocks, is bounded in time and
 * size, and throws {@link LxdException} when it does not work. A call that changes something
 * returns when it is done, whether the server answers at once or with an operation; when that takes
 * longer than its limit, the operation is cancelled if it can be. Safe for many threads.
 *
 * <p>What exists on a server is named by {@link EntityPath}, what it is by the server's own JSON:
 * bodies are those of the servers' REST API.
 */
public interface Server extends AutoCloseable {
  /** What it is, what it can do and who it takes us for; asks it. */
  ServerInfo info();

  /** Configuration of the server itself ({@code GET /1.0}, all of it). */
  JsonNode settings();

  /**
   * Its options with type, default and whether they work at once, as {@code
   * /1.0/metadata/configuration} has them; empty where the server does not tell.
   */
  Optional<JsonNode> optionMetadata();

  /** What the machine has and lends: {@code /1.0/resources}. */
  JsonNode resources();

  // ------------------------------------------------------------------ what exists

  /**
   * Everything of one sort in a project. Instances come with expanded configuration, snapshots and
   * state, in one call.
   *
   * @param project its name, or {@link EntityPath#ALL_PROJECTS}: then every element has a field
   *     {@code project}. It means nothing for entities that belong to no project
   * @param parents names of what they belong to, such as the pool of volumes
   */
  List<JsonNode> list(EntityType type, String project, String... parents);

  /**
   * One thing, with the tag that a write needs.
   *
   * @throws LxdException of kind NOT_FOUND
   */
  Entity get(EntityPath path);

  /** The same; empty when it is not there. */
  Optional<Entity> find(EntityPath path);

  /** Makes a thing; its name is taken from the path and put into the body. */
  void create(EntityPath path, ObjectNode body);

  /**
   * Replaces what can be changed of a thing as a whole: what the body leaves out is gone, {@code
   * volatile.*} too.
   *
   * @param etag from {@link #get}; another one is refused with kind PRECONDITION. Empty for no
   *     condition
   */
  void put(EntityPath path, JsonNode body, String etag);

  /** Gives a thing another name; an instance must be stopped. */
  void rename(EntityPath path, String name);

  /** Removes a thing; an instance must be stopped. */
  void delete(EntityPath path);

  // ------------------------------------------------------------------ instances

  /** Whether it runs, its addresses, and what it uses. */
  JsonNode state(EntityPath instance);

  /** Starts, stops, restarts, freezes or unfreezes an instance. */
  void change(EntityPath instance, StateChange change);

  /**
   * Makes the root file system anew, from an image; only for a stopped instance without snapshots,
   * on servers with the extension {@code instances_rebuild}.
   */
  void rebuild(EntityPath instance, JsonNode body);

  /** Puts an instance or a volume back to one of its snapshots. */
  void restore(EntityPath snapshot);

  /** Runs a command in a running instance to its end. */
  ExecResult exec(EntityPath instance, ExecRequest request);

  /**
   * What the instance wrote to its console since this was asked last, by anybody: the servers
   * forget what they have told. Empty when there is nothing.
   */
  String consoleLog(EntityPath instance);

  // ------------------------------------------------------------------ files of an instance

  /** Type, owner and mode of a file in an instance, running or not; empty when it is not there. */
  Optional<FileInfo> stat(EntityPath instance, String path);

  /** The same with its content, or with the names in a directory. */
  Optional<InstanceFile> getFile(EntityPath instance, String path);

  /**
   * Writes a file or a symbolic link, or makes a directory; its parent must be there. Servers leave
   * owner and mode of what is there as they are: where these differ, it is removed first, so that
   * it is missing for a moment, and a directory that is not empty is refused.
   */
  void putFile(EntityPath instance, String path, InstanceFile file);

  /** Writes a plain file whose content is not held in memory; its parent must be there. */
  void sendFile(EntityPath instance, String path, FileInfo info, FileStream content);

  /** Removes a file, or an empty directory. */
  void deleteFile(EntityPath instance, String path);

  // ------------------------------------------------------------------ images

  /** Sends an image as files and returns its fingerprint. */
  String upload(ImageUpload image);

  /**
   * Makes the server fetch an image from another one and returns its fingerprint.
   *
   * @param progress told sentences about how far it is
   */
  String pull(ImagePull image, Consumer<String> progress);

  /** Fingerprint that an alias of this server leads to; empty when there is no such alias. */
  default Optional<String> fingerprint(String project, String alias) {
    return find(EntityPath.alias(project, alias))
        .map(found -> found.json().path("target").asText())
        .filter(found -> !found.isEmpty());
  }

  // ------------------------------------------------------------------ operations

  /** Waits for an operation, at most so long; false when it still runs then. */
  boolean await(EntityPath operation, Duration within);

  /** Cancels an operation. */
  void cancel(EntityPath operation);

  // ------------------------------------------------------------------ events, trust

  /**
   * Listens to the lifecycle of everything in all projects, and to operations, until the server
   * ends the stream, the handle is closed or it fails. What happens while nobody listens is not
   * told later. LXD 5.0 names the requestor when an instance starts or stops and not when it is
   * made, changed or removed or a command runs in it; neither server names who wrote a file.
   *
   * @param opened told once the server has accepted, with a handle that ends it
   * @param sink called for every event on the calling thread; a slow one is cut off by the server
   */
  void events(Consumer<AutoCloseable> opened, Consumer<ServerEvent> sink);

  /**
   * Makes a server that we reach with a client certificate trust it, with a token that its
   * administrator made; nothing happens when it is trusted already.
   */
  void trust(TrustToken token, String name);

  @Override
  void close();
}
