/** The sheets of the courses: what each assignment asks for, from the runs that are there. */
package tensorbang.experiment.course;
