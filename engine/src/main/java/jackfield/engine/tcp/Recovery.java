package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Decides what an acknowledgment or a time-out means for the repair: {@link CaState} and its changes.
 *
 * <pre>
 *   exits (SND.UNA reaches the recovery point) -> what this state does with the news -> losses -> a new state
 * </pre>
 *
 * <p>In the order of Linux's {@code tcp_fastretrans_alert}, {@code tcp_process_loss} and {@code tcp_enter_loss}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-5">RFC 6675, 5</a>; RFC 6582, 3.2; RFC 5682, 3; RFC
 *     8985, 6
 */
final class Recovery {
    private final Scoreboard board;
    private final FlightCounts counts;
    private final EmulatedSacks emulated;
    private final LossDetector detector;
    private final Reduction reduction;
    private final TailLossProbe probe;
    private final Undo undo = new Undo();
    private CaState state = CaState.OPEN;
    private boolean hasSack;
    private int highSeq;
    private boolean isForward;
    private Repair repair = Repair.NONE;

    Recovery(
            Scoreboard board, EmulatedSacks emulated, LossDetector detector, Reduction reduction, TailLossProbe probe) {
        this.board = board;
        this.counts = board.counts();
        this.emulated = emulated;
        this.detector = detector;
        this.reduction = reduction;
        this.probe = probe;
    }

    void start(boolean peerSendsSack, int sndUna) {
        hasSack = peerSendsSack;
        highSeq = sndUna;
    }

    /** Acts on news that may mean loss: a duplicate, SACK blocks, a mark, or anything while a repair goes on. */
    void onNews(AckNews news) {
        repair = Repair.NONE;
        boolean isDuplicate = news.isPlain && !news.isProgress() && !news.hasAcked && !news.isDsack;
        if (news.isMarked) {
            reduction.forget();
        }
        if (news.isReneging && news.isProgress()) {
            // Linux: what is at the head was SACKed, so it ought to have been acknowledged: wait a little.
            news.renegingNanos = detector.renegingNanos();
            news.rearms = false;
            return;
        }
        if (state == CaState.OPEN) {
            undo.forgetStamp();
        } else if (!isBefore(news.sndUna, highSeq) && exits(news)) {
            return;
        }
        switch (state) {
            case RECOVERY -> onRecovery(news, isDuplicate);
            case LOSS -> onLoss(news, isDuplicate);
            default -> onCalm(news, isDuplicate);
        }
    }

    /** All that was outstanding as the state began is acknowledged. {@return whether nothing is left to do} */
    private boolean exits(AckNews news) {
        switch (state) {
            case CWR -> {
                // Held until something above is acknowledged, so that the peer sees CWR.
                if (news.sndUna != highSeq) {
                    reduction.end(news.now, true);
                    state = CaState.OPEN;
                }
            }
            case RECOVERY -> {
                if (!hasSack) {
                    emulated.reset();
                }
                boolean isHeld = endRepair(news);
                if (!isHeld) {
                    reduction.end(news.now, undo.hasMarker());
                }
                return isHeld;
            }
            default -> {}
        }
        return false;
    }

    private void onRecovery(AckNews news, boolean isDuplicate) {
        if (!news.isProgress()) {
            if (!hasSack && isDuplicate) {
                emulated.add(news);
            }
        } else if (undoesPartly(news)) {
            return;
        }
        if (undoesByDsack()) {
            tryToOpen(news);
        }
        detector.onNews(state, news);
        if (state != CaState.RECOVERY) {
            if (counts.lostOut == 0) {
                return;
            }
            enterRecovery(news.now, news.sndUna, news.sndNxt, news.isMarked);
        }
        repair = Repair.LOST;
    }

    private void onCalm(AckNews news, boolean isDuplicate) {
        if (!hasSack) {
            if (news.isProgress()) {
                emulated.reset();
            }
            if (isDuplicate) {
                emulated.add(news);
            }
        }
        if (state.isCalm()) {
            undoesByDsack();
        }
        detector.onNews(state, news);
        if (counts.lostOut == 0) {
            tryToOpen(news);
        } else if (state.isCalm() && news.isMtuProbeFirst) {
            news.hasLostMtuProbe = true;
        } else {
            enterRecovery(news.now, news.sndUna, news.sndNxt, news.isMarked);
            repair = Repair.LOST;
        }
    }

    private void onLoss(AckNews news, boolean isDuplicate) {
        processLoss(news, isDuplicate);
        int before = counts.retransOut;
        detector.onNews(state, news);
        boolean losesAgain = counts.retransOut < before;
        if (state == CaState.OPEN || losesAgain) {
            onCalm(news, isDuplicate);
        }
    }

    private void processLoss(AckNews news, boolean isDuplicate) {
        boolean isRepaired = !isBefore(news.sndUna, highSeq);
        if (news.isProgress() && undoesLoss(news, false)) {
            return;
        }
        if (isForward) {
            // RFC 5682 3.1 step 3b: what was never sent again is acknowledged: the time-out was spurious.
            if (news.hasOriginal && undoesLoss(news, true)) {
                return;
            }
            if (isAfter(news.sndNxt, highSeq)) {
                // Step 3a: the loss was real.
                isForward = !(news.hasSacked || isDuplicate) && isForward;
            } else if (news.isProgress() && !isRepaired) {
                highSeq = news.sndNxt;
                // Step 2b: new text shows more than old; if there is none the usual repair goes on.
                if (news.hasNewToSend) {
                    repair = Repair.NEW_FIRST;
                    return;
                }
                isForward = false;
            }
        }
        if (isRepaired) {
            endRepair(news);
            return;
        }
        if (!hasSack) {
            if (isAfter(news.sndNxt, highSeq) && isDuplicate) {
                emulated.add(news);
            } else if (news.isProgress()) {
                emulated.reset();
            }
        }
        repair = Repair.LOST;
    }

    /** The reorder timer ran out. {@return whether something is lost by now} */
    boolean onReorderTimeout(long now, int sndUna, int sndNxt, boolean controlsWindow) {
        int lost = detector.onReorderTimeout(state, now);
        if (lost == 0) {
            return false;
        }
        if (state != CaState.RECOVERY) {
            enterRecovery(now, sndUna, sndNxt, false);
            if (!controlsWindow) {
                reduction.onAck(1, lost, counts.inFlight(), false);
            }
        }
        repair = Repair.LOST;
        return true;
    }

    private void enterRecovery(long now, int sndUna, int sndNxt, boolean isMarked) {
        forgetStamp();
        reduction.forget();
        undo.begin(sndUna, counts.retransOut + (probe.isRetransmissionOut() ? 1 : 0));
        if (!state.isReducing()) {
            if (!isMarked) {
                reduction.remember(false);
            }
            beginReduction(now, sndNxt, isMarked);
        }
        state = CaState.RECOVERY;
    }

    private void beginReduction(long now, int sndNxt, boolean isMarked) {
        highSeq = sndNxt;
        probe.forget();
        reduction.begin(now, isMarked);
    }

    /** The peer echoes a congestion mark: RFC 3168, 6.1.2, at most once a window. */
    private void enterCwr(AckNews news) {
        reduction.forget();
        if (state.isCalm()) {
            undo.clear();
            beginReduction(news.now, news.sndNxt, true);
            state = CaState.CWR;
        }
    }

    /** A tail loss probe repaired a loss that nothing else showed: RFC 8985, 7.4. */
    void onProbeRepaired(long now, int sndNxt) {
        beginReduction(now, sndNxt, false);
        state = CaState.CWR;
        reduction.end(now, true);
        keepOpen(sndNxt);
    }

    private void tryToOpen(AckNews news) {
        forgetStamp();
        if (news.isMarked) {
            enterCwr(news);
        }
        if (state != CaState.CWR) {
            keepOpen(news.sndNxt);
        }
    }

    private void keepOpen(int sndNxt) {
        CaState next = counts.leftOut() > 0 || board.hasRetransmitted() ? CaState.DISORDER : CaState.OPEN;
        if (state != next) {
            state = next;
            highSeq = sndNxt;
        }
    }

    /** The retransmission timer ran out. {@code isAgain}: not for the first time since the last progress. */
    void onTimeout(long now, int sndUna, int sndNxt, boolean isAgain, boolean isForwardWanted) {
        boolean isNewRepair = !state.isRepairing();
        if (board.markTimedOut(now, hasSack ? detector.rack().rttNanos() : 0)) {
            counts.sackedOut = 0;
        } else if (!hasSack) {
            emulated.reset();
        }
        // RFC 5681 3.1: once for what is outstanding.
        boolean isNew = state.isCalm() || !isAfter(highSeq, sndUna) || state == CaState.LOSS && !isAgain;
        reduction.onTimeout(now, isNew, state.isReducing(), counts.inFlight());
        if (isNew) {
            undo.begin(sndUna, counts.retransOut + (probe.isRetransmissionOut() ? 1 : 0));
        }
        if (state.isCalm()) {
            detector.reordering().onTimeout(counts.sackedOut);
        }
        state = CaState.LOSS;
        highSeq = sndNxt;
        probe.forget();
        // RFC 5682 3.1 step 1: not for a repair that goes on.
        isForward = isForwardWanted && (isNewRepair || isAgain);
        repair = Repair.LOST;
    }

    /** Something was given up, which says nothing of congestion: too long for the path, or beside a SYN. */
    void onUncongestedLoss(int sndNxt) {
        if (!hasSack) {
            emulated.limit(0);
        }
        if (state != CaState.LOSS) {
            reduction.window().ssthresh(reduction.currentSsthresh(state.isReducing()));
            highSeq = sndNxt;
            reduction.forget();
            undo.clear();
            state = CaState.LOSS;
        }
        repair = Repair.LOST;
    }

    private boolean isHeld(AckNews news) {
        return !hasSack && !isBefore(news.sndUna, highSeq);
    }

    /** {@return whether the state is held until something above the recovery point is acknowledged: RFC 6582, 4} */
    private boolean endRepair(AckNews news) {
        if (undo.isPossible(news, isHeld(news))) {
            undo(false);
        } else {
            detector.rack().onRepaired();
        }
        if (holdsState(news)) {
            return true;
        }
        state = CaState.OPEN;
        return false;
    }

    private boolean holdsState(AckNews news) {
        boolean holds = news.sndUna == highSeq && !hasSack;
        if (holds) {
            forgetStamp();
        }
        return holds;
    }

    private void forgetStamp() {
        if (!board.hasRetransmitted()) {
            undo.forgetStamp();
        }
    }

    private boolean undoesByDsack() {
        if (!undo.isAllNeedless()) {
            return false;
        }
        detector.rack().onNeedlessRepair();
        undo(false);
        return true;
    }

    /** {@return whether the hole was filled by what was merely late, while repetitions are still on their way} */
    private boolean undoesPartly(AckNews news) {
        if (!undo.hasMarker() || !undo.isDelayed(news, isHeld(news))) {
            return false;
        }
        int highest = board.highestSacked(news.sndUna);
        detector.reordering()
                .onOvertaken(news.priorUna, highest, reduction.window().segmentBytes());
        if (counts.retransOut > 0) {
            return true;
        }
        forgetStamp();
        undo(true);
        keepOpen(news.sndNxt);
        return false;
    }

    private boolean undoesLoss(AckNews news, boolean isSpurious) {
        if (!isSpurious && !undo.isPossible(news, isHeld(news))) {
            return false;
        }
        undo(true);
        if (!holdsState(news) && (isSpurious || hasSack)) {
            state = CaState.OPEN;
        }
        return true;
    }

    private void undo(boolean unmarks) {
        if (unmarks) {
            board.unmarkLost();
        }
        reduction.undo();
        undo.clear();
        detector.rack().reexamine();
    }

    /** {@return what may be sent again now} */
    Repair repair() {
        return repair;
    }

    /** New text was to go first. {@code sndNxt} tells whether some could leave; if not the usual repair goes on. */
    void onTried(int sndNxt) {
        isForward &= isAfter(sndNxt, highSeq);
        repair = isForward ? Repair.NONE : Repair.LOST;
    }

    CaState state() {
        return state;
    }

    int highSeq() {
        return highSeq;
    }

    Undo undo() {
        return undo;
    }
}
