package io.postrider.broker.tcp;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Gives the commands that come in to the broker's link, and their ends back as answers. On the link's home loop. */
final class CommandDispatch {
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int PAGE_ROWS = 500;

    private final BrokerLink link;
    private final ServedLink served;
    private final Map<Long, RemoteConsumer> consumers = new HashMap<>();

    CommandDispatch(BrokerLink link, ServedLink served) {
        this.link = link;
        this.served = served;
    }

    /** Carries out a command of so many bytes. Never throws: what fails is answered. */
    void dispatch(Frame.Command command, int totalBytes) {
        Reply reply = new Reply(command.request(), command.request() == 0 ? 0 : served.pending(totalBytes));
        try {
            switch (command.type()) {
                case SEND, CREDIT, ACKNOWLEDGE, RELEASE, COMMIT, COMMIT_ONCE, ROLLBACK -> hot(command, reply);
                case START_BRANCH,
                        END_BRANCH,
                        PREPARE_BRANCH,
                        COMMIT_BRANCH,
                        COMMIT_BRANCH_ONCE,
                        ROLLBACK_BRANCH,
                        FORGET_BRANCH,
                        RECOVER_BRANCHES -> branch(command, reply);
                default -> other(command, reply);
            }
        } catch (RuntimeException e) {
            reply.end(e);
        }
    }

    private void hot(Frame.Command command, Reply reply) {
        Completion completion = command.request() == 0 ? null : reply;
        if (command instanceof Frame.Send send) {
            link.send(send.message(), send.transaction(), completion);
        } else if (command instanceof Frame.Acknowledge range) {
            link.acknowledge(range.consumer(), range.firstTag(), range.lastTag(), range.transaction(), completion);
        } else if (command instanceof Frame.Credit credit) {
            credit(credit, reply, completion);
        } else if (command instanceof Frame.Release range) {
            link.release(range.consumer(), range.firstTag(), range.lastTag(), range.attempted(), completion);
        } else if (command instanceof Frame.Commit commit) {
            link.commit(commit.transaction(), null, reply);
        } else if (command instanceof Frame.CommitOnce commit) {
            link.commit(commit.transaction(), commit.id(), reply);
        } else if (command instanceof Frame.Rollback rollback) {
            link.rollback(rollback.transaction(), reply);
        }
    }

    private void branch(Frame.Command command, Reply reply) {
        if (command instanceof Frame.StartBranch start) {
            reply.done(link.startBranch(start.transaction(), start.branch(), start.mode(), start.timeoutSeconds()));
        } else if (command instanceof Frame.EndBranch end) {
            reply.done(link.endBranch(end.transaction(), end.branch(), end.mode()));
        } else if (command instanceof Frame.PrepareBranch prepare) {
            reply.with(link.prepareBranch(prepare.branch()), vote -> new Frame.Vote(command.request(), vote));
        } else if (command instanceof Frame.CommitBranch commit) {
            reply.done(link.commitBranch(commit.branch(), commit.onePhase(), null));
        } else if (command instanceof Frame.CommitBranchOnce commit) {
            reply.done(link.commitBranch(commit.branch(), true, commit.id()));
        } else if (command instanceof Frame.RollbackBranch rollback) {
            reply.done(link.rollbackBranch(rollback.branch()));
        } else if (command instanceof Frame.ForgetBranch forget) {
            reply.done(link.forgetBranch(forget.branch()));
        } else {
            reply.with(link.recoverBranches(), branches -> new Frame.Branches(command.request(), branches));
        }
    }

    private void other(Frame.Command command, Reply reply) {
        if (command instanceof Frame.OpenConsumer open) {
            reply.done(openConsumer(open.consumer()));
        } else if (command instanceof Frame.CloseConsumer close) {
            reply.done(closeConsumer(close));
        } else if (command instanceof Frame.OpenBrowser open) {
            reply.done(link.openBrowser(open.browser(), open.queue(), open.selector()));
        } else if (command instanceof Frame.Browse browse) {
            reply.pages(link.browse(browse.browser(), browse.maxMessages()));
        } else if (command instanceof Frame.CloseBrowser close) {
            link.closeBrowser(close.browser());
            reply.done();
        } else if (command instanceof Frame.Identify identify) {
            reply.done(identify(identify.clientId()));
        } else if (command instanceof Frame.Unsubscribe unsubscribe) {
            reply.done(link.unsubscribe(unsubscribe.subscriptionName()));
        } else if (command instanceof Frame.CreateTemporary create) {
            createTemporary(TemporaryRequest.of(create.kind()), reply);
        } else if (command instanceof Frame.CreateOwnedTemporary create) {
            createTemporary(create.temporary(), reply);
        } else if (command instanceof Frame.DeleteTemporary delete) {
            reply.done(link.deleteTemporary(delete.destination()));
        } else if (command instanceof Frame.Manage manage) {
            reply.rows(link.manage(manage.management()));
        } else {
            close(reply);
        }
    }

    private void createTemporary(TemporaryRequest temporary, Reply reply) {
        reply.with(link.createTemporary(temporary), name -> new Frame.Created(reply.request, name));
    }

    private CompletionStage<Void> openConsumer(ConsumerRequest request) {
        RemoteConsumer consumer = new RemoteConsumer(request.consumer(), link, served);
        consumers.put(request.consumer(), consumer);
        return link.openConsumer(request, consumer);
    }

    private void credit(Frame.Credit credit, Reply reply, Completion completion) {
        RemoteConsumer consumer = consumers.get(credit.consumer());
        if (credit.messages() < 0) {
            reply.failed(new BrokerException(BrokerError.ILLEGAL_STATE, "credit below 0"));
        } else if (consumer != null) {
            consumer.credit(credit.messages(), completion);
        } else {
            link.credit(credit.consumer(), credit.messages(), completion);
        }
    }

    private CompletionStage<Void> closeConsumer(Frame.CloseConsumer close) {
        RemoteConsumer consumer = consumers.remove(close.consumer());
        if (consumer != null) {
            consumer.close();
        }
        return link.closeConsumer(close.consumer(), close.lastHandedTag());
    }

    /** The socket takes more again: credit that was held back may go on to the broker. */
    void advanceConsumers() {
        consumers.values().forEach(RemoteConsumer::advance);
    }

    private CompletionStage<Void> identify(String clientId) {
        return served.links()
                .endDetached(served.userName(), clientId)
                .thenCompose(none -> link.identify(clientId))
                .thenAccept(none -> served.clientId(clientId));
    }

    private void close(Reply reply) {
        link.close().whenComplete((done, failure) -> {
            reply.done();
            served.closedByClient();
        });
    }

    /** How one command ends: exactly once, from any thread. */
    private final class Reply implements Completion {
        private final long request;
        private final int pendingBytes;

        Reply(long request, int pendingBytes) {
            this.request = request;
            this.pendingBytes = pendingBytes;
        }

        @Override
        public void done() {
            answer(new Frame.Done(request));
        }

        @Override
        public void failed(BrokerException cause) {
            answer(new Frame.Failed(request, cause.error(), cause.getMessage()));
        }

        @Override
        public Executor endOfRound() {
            return served::atEndOfRound;
        }

        void done(CompletionStage<Void> stage) {
            with(stage, none -> new Frame.Done(request));
        }

        <T> void with(CompletionStage<T> stage, Function<T, Frame.Answer> answer) {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer(answer.apply(value));
                } else {
                    end(failure);
                }
            });
        }

        void pages(CompletionStage<List<Delivery>> stage) {
            stage.whenComplete((messages, failure) -> {
                if (failure == null) {
                    answerInPages(messages);
                } else {
                    end(failure);
                }
            });
        }

        private void answerInPages(List<Delivery> messages) {
            List<Frame.PageEntry> entries = new ArrayList<>();
            long bytes = 0;
            for (Delivery delivery : messages) {
                int next = delivery.message().encoded().length;
                if (!entries.isEmpty() && bytes + next > PAGE_BYTES) {
                    served.post(new Frame.Page(request, true, entries));
                    entries = new ArrayList<>();
                    bytes = 0;
                }
                entries.add(new Frame.PageEntry(delivery.deliveryCount(), delivery.message()));
                bytes += next;
            }
            answer(new Frame.Page(request, false, entries));
        }

        void rows(CompletionStage<ManagementReply> stage) {
            stage.whenComplete((reply, failure) -> {
                if (failure == null) {
                    answerInPages(reply);
                } else {
                    end(failure);
                }
            });
        }

        private void answerInPages(ManagementReply reply) {
            List<Map<String, Object>> rows = reply.rows();
            int from = 0;
            for (; rows.size() - from > PAGE_ROWS; from += PAGE_ROWS) {
                ManagementReply page = new ManagementReply(rows.subList(from, from + PAGE_ROWS));
                served.post(new Frame.Managed(request, true, page));
            }
            answer(new Frame.Managed(request, false, new ManagementReply(rows.subList(from, rows.size()))));
        }

        /** The command failed, with a {@link BrokerException} or with what should not have happened. */
        void end(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof BrokerException known) {
                failed(known);
            } else {
                Log.LOG.error("PR001819 A command of {} failed unexpectedly", served, cause);
                failed(new BrokerException(BrokerError.INTERNAL, "a failure in the broker: " + cause, cause));
            }
        }

        private void answer(Frame.Answer answer) {
            if (request != 0) {
                served.post(answer);
                served.answered(pendingBytes);
            }
        }
    }
}
