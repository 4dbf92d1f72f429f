package dev.setpoint.link.agentend;

import dev.setpoint.fleet.message.AgentMessage.OrderReached;
import dev.setpoint.fleet.message.AgentMessage.OrderRefused;
import dev.setpoint.fleet.message.AgentMessage.PlanAnswer;
import dev.setpoint.fleet.message.ControllerMessage.Contents;
import dev.setpoint.fleet.message.ControllerMessage.OrderOffer;
import dev.setpoint.fleet.message.ControllerMessage.PlanWanted;
import dev.setpoint.link.agentend.OrderDesk.Question;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.reconcile.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Orders and questions that come over one connection, until their contents are complete. A newer
 * offer takes the place of one that is not complete. Called in the turns of the agent's end.
 */
final class OrderIntake {
  private static final Logger LOG = Logger.getLogger(OrderIntake.class);
  private static final int MAX_QUESTIONS = 2;

  private final AgentEnd end;
  private final AgentSession session;
  private final String nonce;
  private final AtomicReference<@Nullable OrderAssembly> offer = new AtomicReference<>();
  private final Map<Long, Question> questions = new LinkedHashMap<>();

  OrderIntake(AgentEnd end, AgentSession session, String nonce) {
    this.end = end;
    this.session = session;
    this.nonce = nonce;
  }

  void offered(OrderOffer offered) {
    long generation = 0;
    try {
      var header = end.orders().verify(offered.header(), offered.signature(), nonce);
      generation = header.generation();
      var before = offer.get();
      if (before != null && before.header().generation() >= generation) {
        throw new OrderRefusedException(
            Reason.OLDER_GENERATION,
            "order %d is being fetched already".formatted(before.header().generation()));
      }
      var assembly = end.orders().open(header, offered.header());
      offer.set(assembly);
      goOn(assembly);
    } catch (OrderRefusedException e) {
      refuse(generation, e);
    }
  }

  void asked(PlanWanted wanted) {
    try {
      if (questions.size() >= MAX_QUESTIONS) {
        answer(wanted.ask(), null, "it is asked too much at once");
        return;
      }
      var question = end.orders().ask(wanted.header(), wanted.signature(), nonce);
      questions.put(wanted.ask(), question);
      goOn(wanted.ask(), question);
    } catch (OrderRefusedException e) {
      questions.remove(wanted.ask());
      answer(wanted.ask(), null, String.valueOf(e.getMessage()));
    }
  }

  /** One answer may serve the order and a question: each takes what it lacks. */
  void arrived(Contents contents) {
    var assembly = offer.get();
    if (assembly != null) {
      try {
        if (assembly.take(contents)) {
          goOn(assembly);
        }
      } catch (OrderRefusedException e) {
        offer.set(null);
        refuse(assembly.header().generation(), e);
      }
    }
    for (long ask : questions.keySet().stream().toList()) {
      arrived(contents, ask, questions.get(ask));
    }
  }

  private void arrived(Contents contents, long ask, @Nullable Question question) {
    try {
      if (question != null && question.assembly().take(contents)) {
        goOn(ask, question);
      }
    } catch (OrderRefusedException e) {
      questions.remove(ask);
      answer(ask, null, String.valueOf(e.getMessage()));
    }
  }

  private void goOn(OrderAssembly assembly) {
    if (!assembly.isComplete()) {
      session.send(assembly.wanted());
      return;
    }
    offer.set(null);
    try {
      var order = end.orders().take(assembly);
      end.agent().issue(order);
      var mark = end.orders().inForce();
      session.send(new OrderReached(mark.generation(), mark.digest()));
    } catch (OrderRefusedException e) {
      refuse(assembly.header().generation(), e);
    }
  }

  private void goOn(long ask, Question question) {
    if (!question.assembly().isComplete()) {
      session.send(question.assembly().wanted());
      return;
    }
    questions.remove(ask);
    var order = end.orders().build(question);
    // Looking at engines takes its time; messages go on meanwhile.
    end.timeline()
        .start(
            "plan",
            () -> {
              try {
                answer(ask, end.agent().preview(order), "");
              } catch (RuntimeException e) {
                LOG.warn("A plan cannot be made", e);
                answer(ask, null, "the plan cannot be made: " + e.getMessage());
              }
            });
  }

  private void answer(long ask, @Nullable Plan plan, String problem) {
    session.send(new PlanAnswer(ask, plan, problem));
  }

  private void refuse(long generation, OrderRefusedException why) {
    LOG.warnf(
        "Order %d of the controller is refused: %s: %s",
        generation, why.reason().word(), why.getMessage());
    session.send(
        new OrderRefused(generation, why.reason().word(), String.valueOf(why.getMessage())));
  }
}
