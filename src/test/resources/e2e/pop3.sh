# One POP3 login: pop3.sh HOST USER PASSWORD. Prints the server's last answer; nothing when it
# cannot be reached.
exec 3<>"/dev/tcp/$1/110" || exit 3
read -t 5 -r -u 3 answer || exit 3
echo "USER $2" >&3
read -t 5 -r -u 3 answer || exit 3
echo "PASS $3" >&3
read -t 10 -r -u 3 answer || exit 3
echo "${answer%$'\r'}"
echo "QUIT" >&3
