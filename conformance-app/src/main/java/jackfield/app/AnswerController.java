package jackfield.app;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers each text with the complement of its bytes. */
@RestController
public class AnswerController {
    @PostMapping(path = "/{n}", consumes = "application/octet-stream", produces = "application/octet-stream")
    byte[] answer(@RequestBody byte[] text) {
        byte[] answer = text.clone();
        for (int i = 0; i < answer.length; i++) {
            answer[i] = (byte) ~answer[i];
        }
        return answer;
    }
}
