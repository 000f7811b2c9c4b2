import { useSubjects } from "../api/index.ts";
import { BlindPanel, Empty, Loading, ProblemPanel, Reach, useTitle } from "../frame/index.ts";
import { FileProblems } from "./FileProblems.tsx";
import { SubjectRow } from "./SubjectRow.tsx";

/** Every system that is watched, as it was last seen, and the files that could not be used. */
export function SubjectsPage() {
  const subjects = useSubjects();
  useTitle("Subjects");
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>Subjects</h1>
          <p className="text-text-1">The systems that are watched. One file describes each.</p>
        </div>
        <Reach path="/subjects" command="npx steady subjects list" />
      </div>
      {subjects.status === "loading" && <Loading what="the subjects" />}
      {subjects.status === "failed" && <ProblemPanel problem={subjects.problem} onRetry={subjects.retry} />}
      {subjects.status === "ready" && (
        <>
          {subjects.blind && <BlindPanel {...subjects.blind} />}
          <FileProblems problems={subjects.data.problems} />
          {subjects.data.items.length === 0 && (
            <Empty says="No system is described yet.">
              Describe one in a file, check it with <code className="font-mono">npx steady subject lint FILE</code> and{" "}
              <code className="font-mono">npx steady subject try FILE</code>, put it into the folder{" "}
              <code className="font-mono">subjects</code> of the data folder, and start the server again.
            </Empty>
          )}
          {subjects.data.items.length > 0 && (
            <ul className="panel divide-y divide-line">
              {subjects.data.items.map((subject) => (
                <li key={subject.name}>
                  <SubjectRow subject={subject} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
