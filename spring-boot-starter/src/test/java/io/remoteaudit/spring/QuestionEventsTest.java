package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Notice;
import io.remoteaudit.question.NoticeKind;
import io.remoteaudit.question.NoticeListener;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.QuestionPriority;
import io.remoteaudit.question.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

class QuestionEventsTest {

    @TempDir
    private Path directory;

    @Test
    void hostHearsOfQuestionsByItsEventListenersAndByItsBeansWithWhoIsToAnswer() {
        try (TestHost host = TestHost.in(directory, Hearing.class)
                .withoutWeb()
                .with("remote-audit.questions.assignees.inspection", "李娜")
                .start()) {
            RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
            Engagements engagements = remoteAudit.engagements();
            Admission auditor = engagements.admit(
                    engagements.authenticate(Evidence.engage(remoteAudit)).orElseThrow());
            Topic topic = new Topic(
                    List.of(), List.of(), List.of(), QuestionCategory.INSPECTION, QuestionPriority.NORMAL, null);
            Question asked = remoteAudit.questions().ask(auditor, new NewQuestion("t", "Why?", "en", null, topic));
            Hearing hearing = host.bean(Hearing.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> hearing.events.size() == 1);
            assertThat(hearing.events.get(0)).satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo(NoticeKind.ASKED);
                assertThat(notice.subjectId()).isEqualTo(asked.id());
                assertThat(notice.assignee()).isEqualTo("李娜");
            });
            assertThat(hearing.told).isEqualTo(hearing.events);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Hearing {

        private final List<Notice> events = new CopyOnWriteArrayList<>();
        private final List<Notice> told = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(Notice notice) {
            events.add(notice);
        }

        @Bean
        NoticeListener own() {
            return told::add;
        }
    }
}
