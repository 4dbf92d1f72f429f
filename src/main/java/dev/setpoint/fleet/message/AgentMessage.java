package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent says to its controller. Digests are SHA-256 in lower-case hexadecimal. */
public sealed interface AgentMessage {
  /** Nothing new; the connection lives. */
  record Alive() implements AgentMessage {}

  /**
   * The first message of a connection.
   *
   * @param protocol number of the protocol that the agent speaks
   * @param node name of its node; the certificate must say the same
   * @param instance id of the agent's installation on its disk, made when it joined
   * @param session number of this connection; grows with every attempt, also over restarts
   * @param nonce 16 random bytes in hexadecimal that every signature of this connection covers
   * @param agentVersion version of the program
   * @param generationHeld highest generation that it ever took; 0 for none
   * @param orderDigestHeld digest of that order; empty for none
   * @param journal id of its journal
   * @param journalNext sequence number of the entry that it will write next
   * @param reportHeld digest of the last report that it sent and has not forgotten; empty for none
   */
  record Hello(
      int protocol,
      String node,
      String instance,
      long session,
      String nonce,
      String agentVersion,
      long generationHeld,
      String orderDigestHeld,
      String journal,
      long journalNext,
      String reportHeld)
      implements AgentMessage {}

  /** It lacks contents of the order, or of the plan, that it was offered last. */
  record ContentsWanted(List<Wanted> wanted) implements AgentMessage {
    public ContentsWanted {
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * Contents that are wanted.
   *
   * @param from how many bytes of them are there already
   */
  record Wanted(String digest, long from) {}

  /** An order is on its disk and in force. */
  record OrderReached(long generation, String digest) implements AgentMessage {}

  /**
   * An order is not taken; the one before stays in force.
   *
   * @param reason one word, such as {@code OlderGeneration}
   * @param message a sentence for people
   */
  record OrderRefused(long generation, String reason, String message) implements AgentMessage {}

  /** A report, whole. */
  record WholeReport(NodeReport report, String digest) implements AgentMessage {}

  /**
   * What a report changes in the one before.
   *
   * @param base digest of the report before
   * @param digest digest of the report that comes out
   */
  record ReportChange(
      String base,
      ReportHead head,
      List<ResourceReport> changed,
      List<ResourceKey> removed,
      String digest)
      implements AgentMessage {
    public ReportChange {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }

  /**
   * Entries of the journal, in order.
   *
   * @param journal id of the journal
   * @param first sequence number of the first of them
   */
  record JournalPart(String journal, long first, List<Bytes> entries) implements AgentMessage {
    public JournalPart {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What an asked order would change.
   *
   * @param ask number of the question
   * @param plan the plan, or null when there is none
   * @param problem why there is none; empty when there is one
   */
  record PlanAnswer(long ask, @Nullable Plan plan, String problem) implements AgentMessage {}

  /**
   * It wants a token with which a node inside one of its instances joins.
   *
   * @param ask number of the question
   * @param instance as its order declares it
   * @param node name of the node inside, as that declaration says
   */
  record NodeTokenWanted(long ask, ResourceId instance, String node) implements AgentMessage {}
}
