# A part of ../jbang: "init --template=NAME FILE" with one of the checkout's templates, in any folder. Other templates are
# left to JBang.
# JBang takes no file name that is not a Java name: it writes a file of such a name, which is then renamed.

# A Java class's name from a file's: MyNet for my-net.java.
class() {
  name=$(printf %s "$1" | tr -c 'A-Za-z0-9' '\n' | awk '{ printf "%s", toupper(substr($0, 1, 1)) substr($0, 2) }')
  case $name in
    '' | [0-9]* | Net | Conv | Layers | Operand | TrainCommand | Padding | Main | Experiment | String | Integer | Override) name=My$name ;;
  esac
  printf %s "$name"
}

template=
force=
file=
before=
for word; do
  case $before$word in
    -t=* | --template=*) template=${word#*=} ;;
    -t | --template) before=-t= && continue ;;
    --force) force=yes ;;
    -* | init) ;;
    *) file=$word ;;
  esac
  before=
done

if [ -n "$template" ] && [ -f "$root/templates/$template.java.qute" ]; then
  file=${file%.java}.java
  label=${file##*/}
  label=${label%.java}
  [ -n "$label" ] || fail "init --template=$template: name the file to write, for example my-$template.java"
  [ -n "$force" ] || [ ! -e "$file" ] || fail "$file is there already: choose another name, or say --force"
  case $file in */*) folder=${file%/*} ;; *) folder=. ;; esac
  [ -d "$folder" ] && part=$(mktemp -d "$folder/.init.XXXXXX") || fail "cannot write to the folder $folder"
  trap 'rm -rf "$part"' EXIT
  class=$(class "$label")
  itself --quiet init "-Droot=$root" "-Dname=$class" "-Dlabel=$label" \
    --template="$template@$root/jbang-catalog.json" "$part/$class.java" &&
    chmod +x "$part/$class.java" &&
    mv -f "$part/$class.java" "$file" &&
    echo "$file: run it with $root/jbang $file"
  exit
fi
