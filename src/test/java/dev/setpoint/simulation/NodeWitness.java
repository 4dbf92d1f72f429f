package dev.setpoint.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.agent.disk.FileJournal;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.link.agentend.JournalFeed;
import dev.setpoint.link.agentend.OrderShelf;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches one node from outside, over all lives of its agent: what its disks hold before each
 * effect, which orders it takes, what it hands on of its journal.
 */
final class NodeWitness {
  private final String node;
  private final SimulatedEngine engine;
  private final MachineDisk journalDisk;
  private final Transcript transcript;
  private final Repository repository;
  private final TreeMap<Long, byte[]> handedOn = new TreeMap<>();
  private final Set<String> strangers = new HashSet<>();
  private @Nullable FileJournal read;
  private long readAt;
  private long shelved;
  private long worked;
  private int newestApplied;

  NodeWitness(
      String node,
      SimulatedEngine engine,
      MachineDisk journalDisk,
      Transcript transcript,
      Repository repository) {
    this.node = node;
    this.engine = engine;
    this.journalDisk = journalDisk;
    this.transcript = transcript;
    this.repository = repository;
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(node + ": " + what + "\n" + transcript.tail(60));
    }
  }

  /** Somebody else's container, that must stay. */
  void stranger(String id) {
    strangers.add(id);
  }

  /** Ids of containers that are not ours. */
  Set<String> strangers() {
    return strangers;
  }

  /** What the disk would tell a process that started now. */
  FileJournal journal() {
    var known = read;
    if (known == null || readAt != journalDisk.version()) {
      known = readJournal();
      read = known;
      readAt = journalDisk.version();
    }
    return known;
  }

  private FileJournal readJournal() {
    try {
      var copy = journalDisk.copy().under(new Life(_ -> {}), new SplittableRandom(0));
      return FileJournal.open(copy, InstantSource.system(), "none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The agent is about to change the engine. */
  void effect(String method, List<Object> arguments) {
    if (method.equals("pull")) {
      return;
    }
    check(!method.equals("removeVolume"), "removes the volume " + arguments);
    var concerned = concerned(method, arguments);
    var open = journal().openIntents(node);
    var entry =
        open.stream().filter(each -> concerned.contains(intent(each).resource())).findFirst();
    check(
        entry.isPresent(),
        method + " of " + concerned + " without a durable intent; open: " + open);
    var resource = intent(entry.orElseThrow()).resource();
    check(
        open.stream().filter(each -> intent(each).resource().equals(resource)).count() == 1,
        method + " of " + resource + " before an earlier intent has its outcome: " + open);
    var revision = repository.known(intent(entry.orElseThrow()).revisionId()).number();
    check(revision >= newestApplied, "applies revision " + revision + " after " + newestApplied);
    newestApplied = revision;
    transcript.count("effects", node, method + " " + concerned + " of revision " + revision);
    if (method.equals("remove")) {
      removal(String.valueOf(arguments.getFirst()), entry.orElseThrow());
    }
  }

  private static AuditEvent.Intent intent(AuditEntry entry) {
    return (AuditEvent.Intent) entry.event();
  }

  private Set<ResourceId> concerned(String method, List<Object> arguments) {
    var first = String.valueOf(arguments.getFirst());
    return switch (method) {
      case "create" -> {
        var labels = labels(((JsonNode) arguments.get(1)).path("Labels"));
        yield Set.of(OwnerLabels.read(labels).orElseThrow().resource());
      }
      case "createNetwork" ->
          Set.of(ResourceId.network(((JsonNode) arguments.getFirst()).path("Name").asText()));
      case "createVolume" ->
          Set.of(ResourceId.volume(((JsonNode) arguments.getFirst()).path("Name").asText()));
      case "removeNetwork" -> Set.of(ResourceId.network(first));
      case "connect" -> of(((JsonNode) arguments.get(1)).path("Container").asText());
      case "disconnect" -> of(String.valueOf(arguments.get(1)));
      default -> of(first);
    };
  }

  private Set<ResourceId> of(String container) {
    var there = find(container);
    if (there == null) {
      return open();
    }
    var name = there.path("Name").asText().substring(1);
    return owner(there).<Set<ResourceId>>map(Set::of).orElse(Set.of(ResourceId.container(name)));
  }

  /** Nothing can be changed of what is gone. */
  private Set<ResourceId> open() {
    var all = new HashSet<ResourceId>();
    journal()
        .openIntents(node)
        .forEach(entry -> all.add(((AuditEvent.Intent) entry.event()).resource()));
    return all;
  }

  private @Nullable JsonNode find(String container) {
    try {
      return engine.container(container);
    } catch (EngineException gone) {
      return null;
    }
  }

  /** The resource that a container is marked with. */
  static Optional<ResourceId> owner(JsonNode inspect) {
    return OwnerLabels.read(labels(inspect.path("Config").path("Labels")))
        .map(mark -> mark.resource());
  }

  private static Map<String, String> labels(JsonNode labels) {
    var map = new HashMap<String, String>();
    labels.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText()));
    return map;
  }

  private void removal(String container, AuditEntry entry) {
    var intent = intent(entry);
    var there = find(container);
    if (there == null) {
      return;
    }
    var id = there.path("Id").asText();
    check(!strangers.contains(id), "removes a stranger: " + there.path("Name"));
    var mark = owner(there);
    check(mark.isPresent(), "removes a container without a mark: " + there.path("Name"));
    var resource = mark.orElseThrow();
    // What an intent made and gives up again was never in service.
    var maker = there.path("Config").path("Labels").path(OwnerLabels.OPERATION).asText();
    boolean ownMaking = Long.toString(entry.index()).equals(maker);
    boolean served = !ownMaking && there.path("Name").asText().equals("/" + resource.name());
    boolean another =
        engine.containers().stream()
            .map(each -> engine.container(each.id()))
            .filter(each -> !each.path("Id").asText().equals(id))
            .anyMatch(each -> owner(each).filter(resource::equals).isPresent());
    boolean prunes = intent.verb().equals("Prune");
    check(
        !served || another || prunes,
        intent.verb() + " removes " + resource + " and nothing stands in its place");
    check(
        !prunes || !repository.known(intent.revisionId()).declares(resource.name(), node),
        "prunes " + resource + ", which the revision of its intent declares");
  }

  /** The shelf, on which generations only rise. */
  OrderShelf shelf(OrderShelf shelf) {
    return new OrderShelf() {
      @Override
      public Mark highest() {
        check(
            shelf.highest().generation() >= shelved,
            "order %d was taken, the disk now says %d"
                .formatted(shelved, shelf.highest().generation()));
        return shelf.highest();
      }

      @Override
      public Optional<byte[]> header() {
        return shelf.header();
      }

      @Override
      public Optional<byte[]> content(String digest) {
        return shelf.content(digest);
      }

      @Override
      public void keep(String digest, byte[] content) {
        shelf.keep(digest, content);
      }

      @Override
      public void take(Mark mark, byte[] header, Set<String> contents) {
        check(
            mark.generation() > shelved, "order %d after %d".formatted(mark.generation(), shelved));
        shelf.take(mark, header, contents);
        shelved = mark.generation();
        transcript.count("ordersTaken", node, "order " + shelved + " is on the disk");
      }
    };
  }

  /** The local agent, which is never given an older order than before. */
  NodeLink link(NodeLink agent) {
    return new NodeLink() {
      @Override
      public void issue(NodeOrder order) {
        check(
            order.generation() >= worked, "works from " + order.generation() + " after " + worked);
        worked = order.generation();
        agent.issue(order);
      }

      @Override
      public void requestPass() {
        agent.requestPass();
      }

      @Override
      public Plan preview(NodeOrder order) {
        return agent.preview(order);
      }
    };
  }

  /** The journal as it is handed on: an entry that was handed on never changes. */
  JournalFeed feed(JournalFeed feed) {
    return new JournalFeed() {
      @Override
      public String journal() {
        return feed.journal();
      }

      @Override
      public long next() {
        return feed.next();
      }

      @Override
      public List<byte[]> read(long from, int entries, int bytes) {
        var read = feed.read(from, entries, bytes);
        for (int i = 0; i < read.size(); i++) {
          var before = handedOn.putIfAbsent(from + i, read.get(i));
          check(
              before == null || Arrays.equals(before, read.get(i)),
              "entry " + (from + i) + " of the journal has changed");
        }
        return read;
      }

      @Override
      public long first() {
        return feed.first();
      }

      @Override
      public void taken(long next) {
        feed.taken(next);
      }
    };
  }

  /** Everything that was handed on, by its number. */
  SortedMap<Long, byte[]> handedOn() {
    return handedOn;
  }

  /** Generation of the newest order on the disk. */
  long generation() {
    return shelved;
  }
}
