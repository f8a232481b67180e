package io.remoteaudit.spring;

import io.remoteaudit.question.Notice;
import io.remoteaudit.question.NoticeListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Publishes notices of questions as events of the host's application, so that a method annotated with {@code
 * EventListener} hears of them. What it throws has the notice published again later.
 */
final class QuestionNotices implements NoticeListener, ApplicationListener<ContextRefreshedEvent> {

    private static final long LONGEST_START = 60;

    private final ApplicationEventPublisher events;
    private final CountDownLatch started = new CountDownLatch(1);

    QuestionNotices(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        started.countDown();
    }

    /** Before the host has started its listeners are not there yet, and nobody would hear. */
    @Override
    public void onNotice(Notice notice) {
        try {
            if (!started.await(LONGEST_START, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the host has not started yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the host is stopping", e);
        }
        events.publishEvent(notice);
    }
}
